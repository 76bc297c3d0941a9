import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { consoleCaching, consoleFileTypes } from '../../infra/console-headers.ts'
import type { ConsoleConfig } from '../../web/duty-console/config.ts'
import { findOutput } from '../operator/stage-stack.ts'

/** A file as it is put into the bucket. */
export interface ConsoleFile {
  readonly name: string
  readonly body: string
}

/** Returns the value of an output. @throws Error when the stack has none */
const outputIn = (outputs: ReadonlyMap<string, string>, name: string): string => {
  const value = findOutput(outputs, name)
  if (!value) throw new Error(`the stack has no output ${name}; deploy it with a consoleDomain first`)
  return value
}

/** Returns where the files go, and what the console is told, from the outputs of a stack. @throws as outputIn does */
export const siteFrom = (
  outputs: ReadonlyMap<string, string>,
): { readonly bucket: string; readonly config: ConsoleConfig } => {
  const signInUrl = outputIn(outputs, 'DutySignInUrl')
  return {
    bucket: outputIn(outputs, 'ConsoleBucket'),
    config: {
      apiUrl: outputIn(outputs, 'ApiUrl'),
      issuer: outputIn(outputs, 'DutyIssuer'),
      clientId: outputIn(outputs, 'DutyClientId'),
      // Cognito's own paths. @see docs.aws.amazon.com/cognito, managed login and federation endpoints
      authorizationEndpoint: `${signInUrl}/oauth2/authorize`,
      tokenEndpoint: `${signInUrl}/oauth2/token`,
      signOutEndpoint: `${signInUrl}/logout`,
    },
  }
}

/**
 * Returns every file of the site. The page comes last: until it is there, browsers have the old one and what it loads.
 */
export const filesOf = (directory: string, config: ConsoleConfig): readonly ConsoleFile[] => [
  { name: 'config.json', body: JSON.stringify(config) },
  ...['ticks.js', 'console.js', 'console.css', 'icon.svg', 'index.html'].map((name) => ({
    name,
    body: readFileSync(join(directory, name), 'utf8'),
  })),
]

/** Puts the files into the bucket, one after the other. */
export const putFiles = async (s3: S3Client, bucket: string, files: readonly ConsoleFile[]): Promise<void> => {
  for (const { name, body } of files) {
    const ContentType = consoleFileTypes[extname(name)]
    if (ContentType === undefined) throw new Error(`${name} is of no type that the console has`)
    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: name, Body: body, ContentType, CacheControl: consoleCaching }),
    )
  }
}
