// The server is healthy, and its reflection matches the proto files.
import assert from 'node:assert/strict';
import { definition, definitionOf, methodPaths } from './client.mjs';

export async function checkHealth(client, _, passed) {
  const { status } = await client.call('health', 'Check', {});
  assert.equal(status, 'SERVING', 'health of the server');
  passed('the server is SERVING');

  const expected = methodPaths(definition);
  const [{ list_services_response: list }] = await reflect(client, [{ list_services: '' }]);
  const listed = list.service.map((service) => service.name);
  for (const name of [...Object.keys(expected), 'grpc.health.v1.Health']) {
    assert.ok(listed.includes(name), `reflection lists ${name}`);
  }
  passed(`reflection lists all ${Object.keys(expected).length} services`);

  const answers = await reflect(client, Object.keys(expected).map((name) => ({ file_containing_symbol: name })));
  const files = new Map(answers.flatMap((answer) => answer.file_descriptor_response.file_descriptor_proto)
    .map((file) => [file.toString('latin1'), file]));
  assert.deepEqual(methodPaths(definitionOf([...files.values()])), expected, 'methods that reflection describes');
  passed('reflection describes the methods of the proto files');
}

function reflect(client, requests) {
  return client.exchange('reflection', 'ServerReflectionInfo', requests);
}
