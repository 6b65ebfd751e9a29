"""INSERT, SELECT, UPDATE, DELETE and a batch."""

from connect import ARNS, DATABASE, client, execute, report, to_parameter, without_metadata

INSERT = "INSERT INTO items (name) VALUES (:name)"

report(
    insert=without_metadata(execute(INSERT, [("name", {"stringValue": "a"})])),
    select=without_metadata(execute("SELECT id, name, price FROM items")),
    update=without_metadata(execute("UPDATE items SET name = 'b'")),
    delete=without_metadata(execute("DELETE FROM items")),
    batch=without_metadata(
        client.batch_execute_statement(
            **ARNS,
            database=DATABASE,
            sql=INSERT,
            parameterSets=[[to_parameter("name", {"stringValue": name})] for name in ("a", "b")],
        )
    ),
    status=execute("SELECT 1")["ResponseMetadata"]["HTTPStatusCode"],
)
