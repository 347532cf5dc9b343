import { type Server } from 'node:http';
import { type Duplex, duplexPair } from 'node:stream';

/** What programs expect of a socket beside what a stream has. */
const SOCKET_METHODS = ['setKeepAlive', 'setNoDelay', 'setTimeout', 'ref', 'unref'];

/** A connection to a server of this process: without the machine's network, it takes no time and is never out of order. */
export function connectDirectly(server: Server): Duplex {
  const [client, accepted] = duplexPair();
  for (const method of SOCKET_METHODS) Object.assign(client, { [method]: () => client });
  // An end that breaks off breaks the other one; one that has said all it had to say does not.
  accepted.once('close', () => accepted.writableFinished || client.destroy());
  client.once('close', () => accepted.destroy());
  server.emit('connection', accepted);
  return client;
}
