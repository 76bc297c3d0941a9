// Sends a report from Node, and asks how it stands.
//   npm run pack:client && npm install ./harbour-client-0.1.0.tgz && node report.mjs http://127.0.0.1:8080
import { CallFailed, createHarbour } from 'harbour-client'

const harbour = createHarbour({ baseUrl: process.argv[2] ?? 'http://127.0.0.1:8080' })
const draft = harbour.draft({
  age: { now: '25-44', inImages: '25-44' },
  location: { postcode: 'KY11 1AA' },
  narrative: 'TEST: they say they will send it to my family tonight.',
})

try {
  const { reference, followUpCode, guidance } = await harbour.report(draft)
  console.log(`Reference ${reference}. Keep the code: it is shown only here.`)
  for (const { text } of guidance.slice(0, 3)) console.log(`- ${text}`)
  const { text } = await harbour.status({ reference, followUpCode })
  console.log(text)
} catch (error) {
  if (!(error instanceof CallFailed)) throw error
  // The draft and its key are kept: sending it again is safe.
  console.error(`${error.code}: ${error.detail} (request ${error.requestId ?? 'none'})`)
  process.exitCode = 1
}
