/**
 * Runs one subject in this fresh process and prints what it took, as JSON: `node measure.mjs MODULE REPORTS`.
 * Milliseconds since process start.
 */
const [module, reports, bodyFile] = process.argv.slice(2)
const { handler } = await import(module)
const readyMs = performance.now()
if (reports === 'load') {
  process.stdout.write(JSON.stringify({ readyMs }))
  process.exit(0)
}
const { readFileSync } = await import('node:fs')
const { context, postOf } = await import('./lambda-call.mjs')
const body = readFileSync(bodyFile, 'utf8')
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = () => true
const accept = async () => {
  const reply = await handler(postOf(body), context())
  if (reply.statusCode !== 202) throw new Error(`the subject answered ${reply.statusCode}: ${reply.body}`)
}
await accept()
const firstMs = performance.now()
const count = Number(reports)
for (let index = 0; index < Math.min(count, 200); index += 1) await accept()
const before = process.cpuUsage()
for (let index = 0; index < count; index += 1) await accept()
const { user, system } = process.cpuUsage(before)
write(JSON.stringify({ readyMs, firstMs, cpuMicros: count === 0 ? 0 : (user + system) / count }))
process.exit(0)
