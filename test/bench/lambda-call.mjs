import { randomUUID } from 'node:crypto'

/** What API Gateway calls accept-report with: a new key each time. */
export const postOf = (body) => ({
  httpMethod: 'POST',
  resource: '/reports',
  path: '/reports',
  headers: { 'content-type': 'application/json', 'Idempotency-Key': randomUUID() },
  queryStringParameters: null,
  pathParameters: null,
  body,
  isBase64Encoded: false,
  requestContext: { requestId: randomUUID(), identity: { sourceIp: '127.0.0.1' } },
})

/** What Lambda calls any function with. */
export const context = () => ({
  awsRequestId: randomUUID(),
  functionName: 'bench',
  functionVersion: '$LATEST',
  memoryLimitInMB: '512',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-2:000000000000:function:bench',
  getRemainingTimeInMillis: () => 10_000,
})
