"""What boto3 raises: modelled exceptions as classes, others as ClientError; both with the code and the text."""

from botocore.exceptions import ClientError
from connect import execute, report


def failure(sql, **options):
    try:
        execute(sql, **options)
    except ClientError as error:
        return {
            "class": type(error).__name__,
            "code": error.response["Error"]["Code"],
            "message": error.response["Error"]["Message"],
            "status": error.response["ResponseMetadata"]["HTTPStatusCode"],
            "operation": error.operation_name,
        }
    return None


report(
    database=failure("SELECT * FROM nowhere"),
    parameter=failure("SELECT :id"),
    transaction=failure("SELECT 1", transactionId="gone"),
    statements=failure("SELECT 1; SELECT 2"),
)
