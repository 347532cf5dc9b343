"""Runs the handler of a Python function: events come in by file descriptor 3, results go out by 4, one a line."""

import http.client
import importlib
import io
import json
import logging
import os
import sys
import time
import traceback
import urllib.parse

ENDPOINT = urllib.parse.urlsplit(os.environ["AWS_ENDPOINT_URL"])


def is_for_cloud(connection):
    return connection.host == ENDPOINT.hostname and connection.port in (ENDPOINT.port, 443)


def tell_whose_requests(header, value):
    """The local cloud stops its clock while a function runs, but not while it waits for an answer."""
    putrequest = http.client.HTTPConnection.putrequest

    def put_marked_request(self, *args, **kwargs):
        for_cloud = is_for_cloud(self)
        if for_cloud:
            self.port = ENDPOINT.port  # for the header Host, which must name it
        putrequest(self, *args, **kwargs)
        if for_cloud:
            self.putheader(header, value)

    http.client.HTTPConnection.putrequest = put_marked_request


def answer_by_https():
    """Answers to CloudFormation go to Amazon S3 by https; the local cloud, which stands for it, has no certificate."""
    connect = http.client.HTTPSConnection.connect

    def connect_plainly(self):
        if not is_for_cloud(self):
            return connect(self)
        self.port = ENDPOINT.port
        return http.client.HTTPConnection.connect(self)

    http.client.HTTPSConnection.connect = connect_plainly


class Context:
    identity = None
    client_context = None

    def __init__(self, request_id, deadline):
        environment = os.environ
        self.aws_request_id = request_id
        self.function_name = environment["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = environment["AWS_LAMBDA_FUNCTION_VERSION"]
        self.invoked_function_arn = FUNCTION_ARN
        self.memory_limit_in_mb = environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = environment["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = environment["AWS_LAMBDA_LOG_STREAM_NAME"]
        self._deadline = deadline

    def get_remaining_time_in_millis(self):
        return max(0, int(self._deadline - time.time() * 1000))


class Messages:
    """What the local cloud is told, one a line."""

    def __init__(self, file):
        self._file = file

    def send(self, message):
        self._file.write(json.dumps(message) + "\n")
        self._file.flush()


class LogOutput(io.TextIOBase):
    """Stands for stdout and stderr, so that lines and results keep their order."""

    def __init__(self, messages):
        self._messages = messages
        self._rest = ""

    def write(self, text):
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            self._messages.send({"log": line})
        return len(text)

    def flush(self):
        if self._rest:
            self.write("\n")


class LogHandler(logging.Handler):
    def emit(self, record):
        print("[{}]\t{}".format(record.levelname, self.format(record)))


def load_handler():
    module_name, _, function_name = os.environ["_HANDLER"].rpartition(".")
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        reply = failure(error)
        message = "Unable to import module '{}': {}".format(module_name, error)
        reply["error"] = {"errorType": "Runtime.ImportModuleError", "errorMessage": message}
        return None, reply
    if hasattr(module, function_name):
        return getattr(module, function_name), None
    message = "Handler '{}' missing on module '{}'".format(function_name, module_name)
    return None, {"error": {"errorType": "Runtime.HandlerNotFound", "errorMessage": message}}


def failure(error):
    reply = {
        "error": {
            "errorType": type(error).__name__,
            "errorMessage": str(error),
            "stackTrace": traceback.format_tb(error.__traceback__)[1:],
        }
    }
    if isinstance(error, ImportError) and error.name:
        reply["missingModule"] = error.name
    return reply


def main():
    events, messages = os.fdopen(3, "r"), Messages(os.fdopen(4, "w"))
    sys.stdout = sys.stderr = LogOutput(messages)
    handler, failed = None, None
    for line in events:
        message = json.loads(line)
        try:
            if handler is None and failed is None:
                handler, failed = load_handler()
            context = Context(message["requestId"], message["deadline"])
            reply = failed or {"result": json.dumps(handler(json.loads(message["event"]), context))}
        except Exception as error:  # whatever the function throws is its answer
            reply = failure(error)
        sys.stdout.flush()
        messages.send(reply)


FUNCTION_ARN = os.environ.pop("LOCAL_CLOUD_FUNCTION_ARN")
tell_whose_requests(os.environ.pop("LOCAL_CLOUD_PROCESS_HEADER"), os.environ.pop("LOCAL_CLOUD_PROCESS"))
answer_by_https()
logging.getLogger().addHandler(LogHandler())
main()
