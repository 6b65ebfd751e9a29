"""What every script here begins with: a client for the endpoint and the database given as arguments."""

import json
import sys

import boto3

ENDPOINT, DATABASE = sys.argv[1:3]
ARNS = {
    "resourceArn": "arn:aws:rds:us-east-1:123456789012:cluster:test",
    "secretArn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:test-AbCdEf",
}

# boto3 reads AWS_ENDPOINT_URL_RDS_DATA since 1.28 only; Debian's is older.
client = boto3.client("rds-data", endpoint_url=ENDPOINT)


def execute(sql, parameters=(), **options):
    """Runs one statement. Parameters are (name, value) or (name, value, type hint)."""
    return client.execute_statement(
        **ARNS, database=DATABASE, sql=sql, parameters=[to_parameter(*each) for each in parameters], **options
    )


def to_parameter(name, value, hint=None):
    return {"name": name, "value": value} | ({} if hint is None else {"typeHint": hint})


def without_metadata(response):
    return {name: member for name, member in response.items() if name != "ResponseMetadata"}


def report(**facts):
    """Prints what the test compares; bytes as hexadecimal, integers as Python has them."""
    print(json.dumps(facts, default=bytes.hex))
