import { strToU8, zipSync } from 'fflate';
import { JumpingClock } from '../../../../local-cloud/clock/jumping-clock';
import { FunctionCode } from '../../../../local-cloud/lambda/function-code';
import { FunctionConfiguration } from '../../../../local-cloud/lambda/function-configuration';
import { LocalCloud } from '../../../../local-cloud/local-cloud';
import { CloudOfFunctions } from '../cloud';

let cloud: CloudOfFunctions;

beforeEach(async () => {
  cloud = await CloudOfFunctions.start();
});

afterEach(async () => cloud.stop());

function add(source: string, overrides: Partial<FunctionConfiguration> = {}): void {
  const code = FunctionCode.fromInline(source, 'python');
  cloud.add('', { code, runtime: 'python3.13', ...overrides });
}

/** In the source of a function: calls `Add` of the counter once, signed with the credentials of the function. */
const ADD = `
import datetime, hashlib, hmac, json, os, urllib.parse, urllib.request
def hmac_of(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
def add():
    environment = os.environ
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    day, region = now[:8], environment["AWS_REGION"]
    headers = {
        "host": urllib.parse.urlsplit(environment["AWS_ENDPOINT_URL"]).netloc,
        "x-amz-date": now,
        "x-amz-security-token": environment["AWS_SESSION_TOKEN"],
        "x-amz-target": "Counter.Add",
    }
    signed = ";".join(headers)
    lines = "".join("{}:{}\\n".format(*header) for header in headers.items())
    request = "\\n".join(["POST", "/", "", lines, signed, hashlib.sha256(b"{}").hexdigest()])
    scope = "{}/{}/counter/aws4_request".format(day, region)
    text = "\\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(request.encode()).hexdigest()])
    key = ("AWS4" + environment["AWS_SECRET_ACCESS_KEY"]).encode()
    for part in (day, region, "counter", "aws4_request"):
        key = hmac_of(key, part)
    headers["authorization"] = "AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}".format(
        environment["AWS_ACCESS_KEY_ID"], scope, signed, hmac_of(key, text).hex())
    headers["content-type"] = "application/x-amz-json-1.1"
    call = urllib.request.Request(environment["AWS_ENDPOINT_URL"] + "/", b"{}", headers)
    return json.load(urllib.request.urlopen(call))["count"]
`;

test('a Python function receives event and context, and answers JSON', async () => {
  add(
    `import os
def handler(event, context):
    left = context.get_remaining_time_in_millis()
    return {"got": event["value"], "name": context.function_name, "stage": os.environ["STAGE"], "inTime": 0 < left <= 60000,
            "machine": os.environ.get("USER"), "executionEnv": os.environ["AWS_EXECUTION_ENV"]}`,
    { environment: { STAGE: 'test' } },
  );
  expect(await cloud.invoke({ value: 42 })).toEqual({
    got: 42,
    name: 'fn',
    stage: 'test',
    inTime: true,
    machine: null,
    executionEnv: 'AWS_Lambda_python3.13',
  });
});

test('a Python function is loaded once, and calls the cloud under its own credentials', async () => {
  add(`${ADD}
runs = 0
def handler(event, context):
    global runs
    runs += 1
    return [runs, add()]`);
  expect(await cloud.invoke()).toEqual([1, 1]);
  expect(await cloud.invoke()).toEqual([2, 2]);
  expect(cloud.counter.callers[0]).toMatchObject({ functionName: 'fn' });
  expect(cloud.callLog.entries[0]).toMatchObject({ functionName: 'fn', operation: 'Add' });
});

test('the clock stands while a Python function works, and goes on while it waits for a reply', async () => {
  cloud.faults.inject({ fault: 'late', service: 'counter' });
  add(`${ADD}
def handler(event, context):
    return add()`);
  const before = cloud.clock.now();
  let passed = false;
  void cloud.clock.sleep(3_600_000).then(() => (passed = true));
  expect(await cloud.invoke()).toBe(1);
  expect(passed).toBe(false);
  expect(cloud.clock.now()).toBeGreaterThan(before);
});

test('what a Python function prints and logs is in its log group, in order', async () => {
  add(`import logging, sys
def handler(event, context):
    print("hello")
    logging.getLogger().setLevel(logging.INFO)
    logging.info("told")
    sys.stderr.write("oh\\n")`);
  expect(await cloud.invoke()).toBeNull();
  expect(cloud.logs.ofGroup('/aws/lambda/fn').map(({ message }) => message.split('\t').slice(3).join('\t'))).toEqual([
    'hello',
    '[INFO]\ttold',
    'oh',
  ]);
});

test('a Python package may have many files', async () => {
  const files = {
    'app/main.py': 'from app.words import WORD\ndef run(event, context):\n    return WORD',
    'app/words.py': 'WORD = "from the zip"',
  };
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
  add('', { code: FunctionCode.fromZip(Buffer.from(zip)), handler: 'app/main.run' });
  expect(await cloud.invoke()).toBe('from the zip');
});

test('fails with class, words and trace of what a Python function raised', async () => {
  add('def handler(event, context):\n    raise ValueError("later")');
  expect(await cloud.invoke()).toEqual({
    functionError: {
      errorType: 'ValueError',
      errorMessage: 'later',
      stackTrace: [expect.stringContaining('in handler') as string],
    },
  });
});

test('fails when a module is missing, as on AWS', async () => {
  add('import of_nobody\ndef handler(event, context):\n    pass');
  expect(await cloud.invoke()).toEqual({
    functionError: {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Unable to import module 'index': No module named 'of_nobody'",
    },
  });
});

test('fails for good when a module is missing that Lambda brings along, and says how to install it', async () => {
  add('def handler(event, context):\n    raise ModuleNotFoundError("No module named \'boto3\'", name="boto3")');
  expect(await cloud.invoke()).toMatchObject({
    cannotRun: expect.stringMatching(/^boto3, which Lambda's runtime .* python3 -m pip install boto3$/) as string,
  });
});

test('fails when the time of the machine is over, and the process is gone', async () => {
  add('import time\ndef handler(event, context):\n    time.sleep(600)', { timeoutSeconds: 1 });
  expect(await cloud.invoke()).toMatchObject({ functionError: { errorType: 'Sandbox.Timedout' } });
  expect(cloud.functions.invocations[0]?.outcome).toBe('timedOut');
});

test('fails for good where the cloud listens at no port', async () => {
  const unreachable = await LocalCloud.start({ clock: new JumpingClock(), port: 'none' });
  add('def handler(event, context):\n    pass');
  const configuration = cloud.functions.find('fn');
  if (configuration) unreachable.functions.put(configuration);
  expect(await unreachable.functions.invoke('fn', '{}')).toMatchObject({
    cannotRun: expect.stringContaining('it listens at none') as string,
  });
  await unreachable.stop();
});

test('a Python process that has ended by itself is not used again', async () => {
  add(`import os, threading
def handler(event, context):
    threading.Timer(0.05, os._exit, [0]).start()
    return os.getpid()`);
  const first = await cloud.invoke();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await cloud.invoke()).not.toBe(first);
});

test('fails when a Python function ends its process', async () => {
  add('import os\ndef handler(event, context):\n    os._exit(1)');
  expect(await cloud.invoke()).toMatchObject({ functionError: { errorType: 'Runtime.ExitError' } });
});
