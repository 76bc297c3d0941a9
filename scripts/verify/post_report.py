"""Sends a report by the Python client that openapi-python-client made from openapi.json, and asks how it stands.

Usage: post_report.py FOLDER_OF_THE_CLIENT URL_OF_THE_API
"""
import sys

sys.path.insert(0, sys.argv[1])
from harbour_client import Client
from harbour_client.api.reporters import read_status, send_report
from harbour_client.models import Accepted, FollowUp, Status, Submission

client = Client(base_url=sys.argv[2])
accepted = send_report.sync(client=client, body=Submission(narrative="TEST by a Python client"))
assert isinstance(accepted, Accepted), accepted
status = read_status.sync(accepted.reference, client=client, body=FollowUp(follow_up_code=accepted.follow_up_code))
assert isinstance(status, Status), status
print(f"{accepted.reference}: {status.text}")
