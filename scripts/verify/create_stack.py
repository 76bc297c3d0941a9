"""Creates the synthesised stack by moto's CloudFormation, as far as moto knows its types.

What moto does not know is left out, and a reference to it stands for itself as text. The table is made of what a global table says.
Ends with 1 when moto refuses the template, or when a resource that it knows is not there afterwards.
"""

import io
import json
import os
import sys
import zipfile

os.environ.update(MOTO_ACCOUNT_ID="000000000000", AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none")

import boto3  # noqa: E402
from moto import mock_aws  # noqa: E402
from moto.cloudformation.parsing import get_model_map  # noqa: E402

REGION = "eu-west-2"
STACK = "Harbour"
BUCKET = f"cdk-hnb659fds-assets-000000000000-{REGION}"
TABLE_PROPERTIES = ("AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes", "KeySchema")


def as_known(resource):
    """Words a global table as the table that it is in one region."""
    if resource["Type"] != "AWS::DynamoDB::GlobalTable":
        return resource
    properties = {name: resource["Properties"][name] for name in TABLE_PROPERTIES if name in resource["Properties"]}
    return {**resource, "Type": "AWS::DynamoDB::Table", "Properties": properties}


def without_references(value, unknown):
    """Replaces references to what moto does not know by text."""
    if isinstance(value, list):
        return [without_references(each, unknown) for each in value]
    if not isinstance(value, dict):
        return value
    target = value.get("Ref") or (value.get("Fn::GetAtt") or [None])[0]
    if target in unknown:
        return f"unknown-{target}"
    return {key: without_references(each, unknown) for key, each in value.items()}


def is_known(resource):
    """True for what moto can create: of the API's methods only those that call a function."""
    integration = resource.get("Properties", {}).get("Integration", {})
    return resource["Type"] in get_model_map() and integration.get("Type") != "MOCK"


def known_part(template):
    """Returns the template without what moto does not know, and what that is."""
    resources = {name: as_known(each) for name, each in template["Resources"].items()}
    unknown = {name for name, each in resources.items() if not is_known(each)}
    known = {name: without_references(each, unknown) for name, each in resources.items() if name not in unknown}
    for each in known.values():
        each["DependsOn"] = [other for other in each.get("DependsOn", []) if other not in unknown]
        # moto 5.2.5 reads the tags of a key by another name than CloudFormation's, and ends.
        each.get("Properties", {}).pop("Tags", None)
    return {"Resources": known}, {resources[name]["Type"] for name in unknown}


def upload(template):
    """Puts where CDK would: some code for each function, and the template itself."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as code:
        code.writestr("index.mjs", "export const handler = () => undefined")
    s3 = boto3.client("s3", region_name=REGION)
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    for each in template["Resources"].values():
        if each["Type"] == "AWS::Lambda::Function":
            s3.put_object(Bucket=BUCKET, Key=each["Properties"]["Code"]["S3Key"], Body=archive.getvalue())
    s3.put_object(Bucket=BUCKET, Key="template.json", Body=json.dumps(template))
    return f"https://{BUCKET}.s3.{REGION}.amazonaws.com/template.json"


@mock_aws
def main(path):
    with open(path, encoding="utf8") as file:
        template, unknown = known_part(json.load(file))
    cloudformation = boto3.client("cloudformation", region_name=REGION)
    cloudformation.create_stack(StackName=STACK, TemplateURL=upload(template))
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK)
    made = {each["LogicalResourceId"] for page in pages for each in page["StackResourceSummaries"]}
    missing = sorted(set(template["Resources"]) - made)
    print(f"moto made {len(made)} resources of {len({each['Type'] for each in template['Resources'].values()})} types")
    print(f"moto does not know: {', '.join(sorted(unknown))}")
    if missing:
        sys.exit(f"moto did not make: {', '.join(missing)}")


main(sys.argv[1])
