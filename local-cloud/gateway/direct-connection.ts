import { type Server } from 'node:http';
import { type Duplex, duplexPair } from 'node:stream';

/** The methods of a socket that programs call and a stream does not have. */
const SOCKET_METHODS = ['setKeepAlive', 'setNoDelay', 'setTimeout', 'ref', 'unref'];

/**
 * Connects to a server of this process without the machine's network, so that delivery takes no time and keeps its
 * order.
 */
export function connectDirectly(server: Server): Duplex {
  const [client, accepted] = duplexPair();
  for (const method of SOCKET_METHODS) Object.assign(client, { [method]: () => client });
  // Where one end breaks off, so does the other; where it has sent everything, the other end stays open.
  accepted.once('close', () => accepted.writableFinished || client.destroy());
  client.once('close', () => accepted.destroy());
  server.emit('connection', accepted);
  return client;
}
