"""A transaction that is committed, and one that is rolled back."""

from connect import ARNS, DATABASE, client, execute, report


def run(name, end):
    transaction = client.begin_transaction(**ARNS, database=DATABASE)["transactionId"]
    execute("INSERT INTO items (name) VALUES (:name)", [("name", {"stringValue": name})], transactionId=transaction)
    outside = execute("SELECT COUNT(*) FROM items WHERE name = :name", [("name", {"stringValue": name})])
    status = end(**ARNS, transactionId=transaction)["transactionStatus"]
    return {"outside": outside["records"], "status": status}


report(
    committed=run("kept", client.commit_transaction),
    rolled_back=run("dropped", client.rollback_transaction),
    names=execute("SELECT name FROM items")["records"],
)
