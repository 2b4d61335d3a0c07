"""MISP Dashboard: a real-time overview of the threat intelligence that MISP instances share.

The flow, and the folder of each step:

    MISP ─ZeroMQ─▶ source ─▶ journal ─▶ handler ─▶ location ─▶ store ─▶ query ─▶ api ─▶ page
                   Frame     (disk)     Activity   country,    SQL      rows     JSON   Vue
                                        rows       lat/lon       └──▶ live ────▶ SSE ───┘

`ingest` drives the middle: a frame is acknowledged only when its rows are stored, and a
happening that is known already is not counted again.
"""

__version__ = "0.1.0"
