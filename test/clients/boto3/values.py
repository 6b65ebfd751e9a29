"""Odd types go in by parameters and come out."""

import json

from connect import execute, report

COLUMNS = ["id", "name", "active", "price", "weight", "seen_at", "picture", "document", "serial"]
VALUES = [
    ("id", {"longValue": 2**53 + 1}),
    ("name", {"stringValue": "Zoë’s 日本 🎉"}),
    ("active", {"booleanValue": True}),
    ("price", {"stringValue": "12.50"}, "DECIMAL"),
    ("weight", {"doubleValue": 0.1}),
    ("seen_at", {"stringValue": "2025-01-02 03:04:05.678"}, "TIMESTAMP"),
    ("picture", {"blobValue": bytes([0, 255, 39, 58, 63])}),
    ("document", {"stringValue": json.dumps({"a": [1, None, "é"]})}, "JSON"),
    ("serial", {"isNull": True}),
]

execute(f"INSERT INTO items ({', '.join(COLUMNS)}) VALUES (:{', :'.join(COLUMNS)})", VALUES)
found = execute(f"SELECT {', '.join(COLUMNS)} FROM items", includeResultMetadata=True)
[record] = found["records"]

report(
    record=record,
    idIsExact=record[0]["longValue"] == 2**53 + 1,
    types={column["label"]: column["typeName"] for column in found["columnMetadata"]},
    nullable={type(column["nullable"]).__name__ for column in found["columnMetadata"]} == {"int"},
    formatted=execute("SELECT id, active FROM items", formatRecordsAs="JSON")["formattedRecords"],
)
