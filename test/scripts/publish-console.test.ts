import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { S3Client } from '@aws-sdk/client-s3'
import { expect, onTestFinished, test } from 'vitest'
import { listenLocally } from '../../infra/local/machine/listen.ts'
import { filesOf, putFiles, siteFrom } from '../../scripts/publish-console/files.ts'

const outputs = new Map([
  ['ConsoleBucketB00F', 'harbour-console'],
  ['ConsoleUrl', 'https://console.police.harbour/'],
  ['ApiUrl', 'https://api.police.harbour/v1/'],
  ['DutyIssuer1234ABCD', 'https://cognito-idp.eu-west-2.amazonaws.com/eu-west-2_abc'],
  ['DutyClientId9F00', 'client'],
  ['DutyCommandLineClientId0001', 'other'],
  ['DutySignInUrl77', 'https://sign-in.police.harbour'],
])

test('the console is told where to call and where to sign in from the outputs of the stack', () => {
  expect(siteFrom(outputs)).toEqual({
    bucket: 'harbour-console',
    config: {
      apiUrl: 'https://api.police.harbour/v1/',
      issuer: 'https://cognito-idp.eu-west-2.amazonaws.com/eu-west-2_abc',
      clientId: 'client',
      authorizationEndpoint: 'https://sign-in.police.harbour/oauth2/authorize',
      tokenEndpoint: 'https://sign-in.police.harbour/oauth2/token',
      signOutEndpoint: 'https://sign-in.police.harbour/logout',
    },
  })
})

test('a stack that serves no console is named, and what to do', () => {
  expect(() => siteFrom(new Map([...outputs].filter(([key]) => !key.startsWith('ConsoleBucket'))))).toThrow(
    'the stack has no output ConsoleBucket; deploy it with a consoleDomain first',
  )
})

test('each file is put with its type and no caching without asking, and the page comes last', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'harbour-files-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  for (const name of ['ticks.js', 'console.js', 'console.css', 'icon.svg', 'index.html']) {
    writeFileSync(join(directory, name), `file ${name}`)
  }
  const put: unknown[] = []
  const server = await listenLocally(
    createServer(async (request, response) => {
      const body = await text(request)
      const { 'content-type': type, 'cache-control': caching } = request.headers
      put.push([request.url?.split('?')[0], type, caching, body.includes('file index.html')])
      response.end()
    }),
  )
  const s3 = new S3Client({
    endpoint: server.url,
    region: 'eu-west-2',
    forcePathStyle: true,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  })
  await putFiles(s3, 'site', filesOf(directory, siteFrom(outputs).config))
  await server.close()
  expect(put).toEqual([
    ['/site/config.json', 'application/json', 'no-cache', false],
    ['/site/ticks.js', 'text/javascript; charset=utf-8', 'no-cache', false],
    ['/site/console.js', 'text/javascript; charset=utf-8', 'no-cache', false],
    ['/site/console.css', 'text/css; charset=utf-8', 'no-cache', false],
    ['/site/icon.svg', 'image/svg+xml', 'no-cache', false],
    ['/site/index.html', 'text/html; charset=utf-8', 'no-cache', true],
  ])
})
