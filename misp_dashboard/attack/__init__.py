"""MITRE ATT&CK: the techniques there are, by tactic, from a file of each domain."""
