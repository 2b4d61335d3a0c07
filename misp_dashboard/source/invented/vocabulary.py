"""Words that invented indicators, discussions and reports are made of."""

HOST_WORDS = (
    "login", "secure", "account", "parcel", "invoice", "update", "cdn", "mail", "portal",
    "verify", "files", "static", "sync", "gate", "support", "billing", "tracking", "docs",
    "meeting", "backup", "news", "wallet", "bonus", "service",
)  # fmt: skip
NAME_WORDS = (
    "tinsel", "marzipan", "kettle", "moth", "lantern", "pebble", "walnut", "thistle", "saffron",
    "velvet", "ottoman", "gannet", "dandelion", "quince", "harbour", "cobble", "meadow",
    "juniper", "linen", "copper", "sparrow",
)  # fmt: skip
RESERVED_ENDINGS = ("example", "test", "invalid", "example.com", "example.net", "example.org")
"""RFC 2606 keeps these for documentation: nobody can register a name under them."""

FILE_WORDS = (
    "invoice", "order", "tender", "agenda", "salary", "delivery", "contract", "photo", "setup",
    "viewer", "patch",
)  # fmt: skip
FILE_ENDINGS = ("docm", "xlsm", "lnk", "iso", "js", "dll", "exe", "hta", "one", "zip")
PATHS = ("gate.php", "panel/", "login", "track?id=", "api/v2/ping", "wp-content/x", "dl/", "verify")
USER_AGENTS = (
    "Mozilla/5.0 (compatible; MothFetch/1.4)",
    "KettleClient/2.0",
    "python-requests/2.31",
)
MUTEXES = ("Global\\{}-once", "Local\\{}_lock", "{}Mutex")
REGISTRY_KEYS = (
    "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\{}",
    "HKLM\\SYSTEM\\CurrentControlSet\\Services\\{}",
)
ATTRIBUTE_COMMENTS = (
    "", "", "", "", "", "", "C2 server", "seen in proxy logs", "second stage", "from the sandbox",
    "hosting provider informed", "configuration of the sample", "low confidence", "payload host",
    "redirects to the landing page", "expired certificate", "sinkholed since yesterday",
)  # fmt: skip
CORRECTIONS = ("confirmed by the hosting provider", "typo corrected", "now offline", "shared host")
SOURCES = ("", "", "ids", "proxy", "honeypot", "edr", "mail gateway", "analyst", "passive dns")
REMARKS = (
    "We see the same in our proxy logs since this morning.",
    "Could you share the sample? Happy to look at the configuration.",
    "The second address is a shared host, careful with blocking.",
    "Confirmed here: three recipients, nobody clicked.",
    "Merci ! Même vague chez nous, expéditeurs différents.",
    "Bei uns ebenfalls, seit gestern Abend.",
    "Any idea whether this is related to last week's wave?",
    "Marked two as false positives, they belong to a monitoring service.",
    "Takedown requested, ticket is open with the registrar.",
    "Great work, thanks for the quick publication!",
)
REPORT_SENTENCES = (
    "The first messages arrived in the early morning.",
    "All addresses and names in this report are invented.",
    "The landing page is only shown to mobile browsers.",
    "We recommend to look for the mutex and the scheduled task.",
    "Traffic goes to three controllers in turn, one minute apart.",
)
