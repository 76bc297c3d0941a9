import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import dynalite from 'dynalite'
import { listenLocally } from '../../infra/local/machine/listen.ts'
import { localClient } from '../../infra/local/machine/local-client.ts'
import { createDynamoDb, triedOnce } from '../../shared/adapters/aws-clients.ts'
import type { ReportTable } from '../../shared/adapters/dynamo-reports.ts'

/** An engine that a suite runs on. */
export interface Engine {
  readonly url: string
  stop(): Promise<void>
}

/** Returns a table there with the clients that its stores call; it makes no table. */
export const tableAt = (url: string, table = 'Reports'): ReportTable => ({
  dynamo: createDynamoDb(localClient(url)),
  dynamoOnce: createDynamoDb({ ...localClient(url), ...triedOnce }),
  table,
})

/** Returns the folder of Amazon's own engine, where this machine has it. */
export const findDynamoDbLocal = (): string | undefined => {
  const folder = process.env['DYNAMODB_LOCAL_JAR_DIR']
  return folder !== undefined && existsSync(join(folder, 'DynamoDBLocal.jar')) ? folder : undefined
}

/** Starts dynalite in this process, in memory. */
export const startDynalite = async (): Promise<Engine> => {
  const server = dynalite({ createTableMs: 0 })
  const { url, close } = await listenLocally(server)
  return { url, stop: close }
}

const freePort = async (): Promise<number> => {
  const probe = createServer()
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', () => resolve())
  })
  const { port } = probe.address() as AddressInfo
  await new Promise<void>((resolve) => {
    probe.close(() => resolve())
  })
  return port
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (listening: boolean) => {
      socket.destroy()
      resolve(listening)
    }
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
  })

/**
 * Starts Amazon's own engine from its jar (Java 17), in memory and without telemetry. It prints its settings before it
 * listens, so that the suite was refused on a slow start: ready is when its port takes a connection.
 */
export const startDynamoDbLocal = async (jarDirectory: string): Promise<Engine> => {
  const port = await freePort()
  const libraries = `-Djava.library.path=${join(jarDirectory, 'DynamoDBLocal_lib')}`
  const options = ['-inMemory', '-disableTelemetry', '-port', String(port)]
  const java = spawn('java', [libraries, '-jar', 'DynamoDBLocal.jar', ...options], {
    cwd: jarDirectory,
    stdio: 'ignore',
  })
  const ended = new Promise<never>((_resolve, reject) => {
    java.once('error', reject)
    java.once('exit', (code) => reject(new Error(`DynamoDB Local ended with ${code}`)))
  })
  while (!(await Promise.race([isListening(port), ended]))) await setTimeout(20)
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        java.removeAllListeners('exit').once('exit', () => resolve())
        java.kill()
      }),
  }
}
