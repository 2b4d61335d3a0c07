"""The types of attributes that the IDS flag fits: what a sensor can look for."""

HASHES = (
    "authentihash", "cdhash", "imphash", "impfuzzy", "md5", "pehash", "sha1", "sha224", "sha256",
    "sha3-224", "sha3-256", "sha3-384", "sha3-512", "sha384", "sha512", "sha512/224", "sha512/256",
    "ssdeep", "telfhash", "tlsh", "vhash",
)  # fmt: skip

ACTIONABLE = frozenset((
    *HASHES, *(f"filename|{one}" for one in HASHES), "filename", "filename-pattern",
    "malware-sample", "attachment", "email-attachment",
    "ip-src", "ip-dst", "ip-src|port", "ip-dst|port", "hostname", "hostname|port", "domain",
    "domain|ip", "url", "uri", "mac-address", "mac-eui-64",
    "email", "email-src", "email-dst", "email-reply-to", "email-subject", "user-agent",
    "http-method", "dkim", "dkim-signature", "favicon-mmh3", "hassh-md5", "hasshserver-md5",
    "ja3-fingerprint-md5", "jarm-fingerprint", "x509-fingerprint-md5", "x509-fingerprint-sha1",
    "x509-fingerprint-sha256", "ssh-fingerprint",
    "mutex", "named pipe", "regkey", "regkey|value", "windows-scheduled-task",
    "windows-service-name", "windows-service-displayname", "pdb", "process-state", "cookie",
    "pattern-in-file", "pattern-in-memory", "pattern-in-traffic", "snort", "suricata", "yara",
    "sigma", "bro", "zeek", "kusto-query", "eql",
    "btc", "dash", "xmr", "bank-account-nr", "bic", "cc-number", "iban", "bin", "aba-rtn", "prtn",
    "phone-number", "chrome-extension-id", "mobile-application-id", "community-id", "AS",
    "stix2-pattern",
))  # fmt: skip
"""MISP's own types; the flag on a comment or a link is of no use to a sensor."""
