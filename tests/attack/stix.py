"""A small STIX bundle in the manner of MITRE's, and a MISP galaxy that tells the same."""

from typing import Any


def technique(id: str, name: str, *tactics: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "attack-pattern",
        "id": f"attack-pattern--{id}",
        "name": name,
        "external_references": [
            {"source_name": "capec", "external_id": "CAPEC-1"},
            {"source_name": "mitre-attack", "external_id": id},
        ],
        "kill_chain_phases": [
            {"kill_chain_name": "mitre-attack", "phase_name": tactic} for tactic in tactics
        ],
        **more,
    }


def bundle(*more: dict[str, Any]) -> dict[str, Any]:
    """Two tactics, the first told last; a technique in both, with a sub-technique; one that is
    deprecated, and two that were replaced one after the other."""
    return {
        "type": "bundle",
        "id": "bundle--1",
        "objects": [
            {"type": "x-mitre-collection", "name": "Enterprise ATT&CK", "x_mitre_version": "18.1"},
            {
                "type": "marking-definition",
                "definition": {"statement": "Copyright 2015-2031, The MITRE Corporation. MITRE …"},
            },
            {
                "type": "x-mitre-tactic", "id": "t--2", "name": "Impact",
                "x_mitre_shortname": "impact",
            },
            {
                "type": "x-mitre-tactic", "id": "t--1", "name": "Initial Access",
                "x_mitre_shortname": "initial-access",
            },
            {"type": "x-mitre-matrix", "name": "Enterprise", "tactic_refs": ["t--1", "t--2"]},
            technique("T1078", "Valid Accounts", "impact", "initial-access"),
            technique("T1078.001", "Default Accounts", "initial-access"),
            technique("T1064", "Scripting", "impact", x_mitre_deprecated=True),
            technique("T1001", "Oldest", "impact", revoked=True),
            technique("T1002", "Older", "impact", revoked=True),
            {
                "type": "relationship", "relationship_type": "revoked-by",
                "source_ref": "attack-pattern--T1001", "target_ref": "attack-pattern--T1002",
            },
            {
                "type": "relationship", "relationship_type": "revoked-by",
                "source_ref": "attack-pattern--T1002", "target_ref": "attack-pattern--T1078.001",
            },
            {"type": "malware", "id": "malware--1", "name": "Ignored"},
            *more,
        ],
    }  # fmt: skip


def cluster(id: str, name: str, *chain: str, **more: Any) -> dict[str, Any]:
    return {
        "value": f"{name} - {id}",
        "uuid": f"uuid {id}",
        "description": "Adversaries may.",
        "meta": {"external_id": id, "kill_chain": list(chain)},
        **more,
    }


def galaxy(*more: dict[str, Any], type: str = "mitre-attack-pattern") -> dict[str, Any]:
    """The same techniques as in the bundle, and one of Mobile."""
    return {
        "type": type,
        "name": "Attack Pattern",
        "version": 33,
        "values": [
            cluster(
                "T1078", "Valid Accounts", "attack-Linux:impact", "attack-Linux:initial-access",
                "attack-Windows:impact",
            ),
            cluster("T1078.001", "Default Accounts", "attack-Windows:initial-access"),
            cluster(
                "T1064", "Scripting", "attack-Windows:impact",
                description="**This technique has been deprecated. Please use another.**",
            ),
            cluster(
                "T1001", "Oldest", "attack-Windows:impact", revoked=True,
                related=[{"dest-uuid": "uuid T1002", "type": "revoked-by"}],
            ),
            cluster(
                "T1002", "Older", revoked=True,
                related=[{"dest-uuid": "uuid T1078.001", "type": "revoked-by"}],
            ),
            cluster("T1660", "Phishing", "mobile-attack-Android:initial-access"),
            *more,
        ],
    }  # fmt: skip
