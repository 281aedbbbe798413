// Talks to a server with the proto files alone, without any of its code.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';

const CALL_MILLIS = 10_000;
const here = dirname(fileURLToPath(import.meta.url));
const protoRoot = join(here, '..', '..', 'api');
const LOADING = { keepCase: true, longs: String, enums: String, defaults: true, oneofs: true };

const files = [
  ...readdirSync(join(protoRoot, 'tollbridge', 'v1')).map((name) => `tollbridge/v1/${name}`),
  'health.proto',
  'reflection.proto',
];
export const definition = protoLoader.loadSync(files, { ...LOADING, includeDirs: [protoRoot, join(here, 'proto')] });
const packages = grpc.loadPackageDefinition(definition);

/** The services of `tollbridge.v1` in the proto files, by full name, with the paths of their methods. */
export function methodPaths(packageDefinition) {
  const services = Object.entries(packageDefinition).filter(
    ([name, entry]) => name.startsWith('tollbridge.v1.') && name.endsWith('Service') && !entry.format);
  return Object.fromEntries(services.map(([name, service]) =>
    [name, Object.values(service).map((method) => method.path).sort()]));
}

/** The services in file descriptors returned by reflection. */
export function definitionOf(fileDescriptors) {
  // A FileDescriptorSet is its files one after the other, each as field 1.
  const parts = fileDescriptors.flatMap((file) => [Buffer.from([0x0a]), varint(file.length), file]);
  return protoLoader.loadFileDescriptorSetFromBuffer(Buffer.concat(parts), LOADING);
}

function varint(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) {
    bytes.push((value & 0x7f) | 0x80);
  }
  return Buffer.from([...bytes, value]);
}

/** One server, with its services as objects whose unary methods return promises. */
export class Client {
  constructor(address) {
    this.credentials = grpc.credentials.createInsecure();
    this.address = address;
    this.stubs = [];
    this.health = this.stub(packages.grpc.health.v1.Health);
    this.reflection = this.stub(packages.grpc.reflection.v1.ServerReflection);
    for (const name of ['Organization', 'Credit', 'Tariff', 'ServiceNumber', 'CallRecord', 'LegRating']) {
      this[name] = this.stub(packages.tollbridge.v1[`${name}Service`]);
    }
  }

  stub(Service) {
    const stub = new Service(this.address, this.credentials);
    this.stubs.push(stub);
    return stub;
  }

  close() {
    this.stubs.forEach((stub) => stub.close());
  }

  /** Calls a unary method; rejects with the status. */
  call(service, method, request) {
    return new Promise((resolve, reject) => {
      this[service][method](request, { deadline: Date.now() + CALL_MILLIS },
        (error, response) => (error ? reject(error) : resolve(response)));
    });
  }

  /** Sends all requests on a stream; resolves with the responses when the server ends it with OK. */
  exchange(service, method, requests) {
    return new Promise((resolve, reject) => {
      const responses = [];
      const stream = this[service][method]({ deadline: Date.now() + CALL_MILLIS });
      stream.on('data', (response) => responses.push(response));
      stream.on('error', reject);
      stream.on('end', () => resolve(responses));
      requests.forEach((request) => stream.write(request));
      stream.end();
    });
  }

  /** Sends a rate deck in two chunks, to show that a chunk can end within a row. */
  importDeck(header, csv) {
    return new Promise((resolve, reject) => {
      const stream = this.Tariff.ImportRateDeck({ deadline: Date.now() + CALL_MILLIS },
        (error, response) => (error ? reject(error) : resolve(response)));
      const bytes = Buffer.from(csv);
      const middle = Math.floor(bytes.length / 2);
      stream.write({ header });
      stream.write({ chunk: bytes.subarray(0, middle) });
      stream.write({ chunk: bytes.subarray(middle) });
      stream.end();
    });
  }
}

/** The name of a status code. */
export const codeName = (code) => grpc.status[code] ?? `code ${code}`;

/** The binary details of an error, as text that still shows the strings in it. */
export function detailText(error) {
  return error.metadata.get('grpc-status-details-bin').map((bytes) => bytes.toString('latin1')).join();
}
