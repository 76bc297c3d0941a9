import { SQSClient } from '@aws-sdk/client-sqs'
import { homeRegion } from '../infra/config.ts'
import { parseOptions } from '../infra/local/command-line/options.ts'
import { stackOf } from './operator/stage-stack.ts'
import { findDeadLetters, redrive } from './redrive/dead-letters.ts'

const help = `Sends dead letters to their queues again, when what failed is fixed (docs/operations.md).

  HARBOUR_STAGE=prod npm run redrive                    counts what waits in each queue of dead letters
  HARBOUR_STAGE=prod npm run redrive -- NAME --yes      moves the messages of one of them
  HARBOUR_STAGE=prod npm run redrive -- all --yes       moves the messages of all

Signs in as the AWS CLI does, to region ${homeRegion} unless AWS_REGION names another.
`

const stop = (problem: string): never => {
  process.stderr.write(`redrive: ${problem}\n`)
  process.exit(1)
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)

const run = async (chosen: string | undefined, isSure: boolean): Promise<void> => {
  const { region, stackName } = stackOf(process.env['HARBOUR_STAGE'])
  const sqs = new SQSClient({ region })
  const found = await findDeadLetters(sqs, stackName)
  if (found.length === 0) stop(`${stackName} has no queues here; is AWS_REGION the region of the stack?`)
  for (const { name, waiting } of found) print(`${String(waiting).padStart(6)}  ${name}`)
  if (chosen === undefined) return
  const matching = found.filter(({ name }) => chosen === 'all' || chosen === name)
  if (matching.length === 0) stop(`${chosen} is none of these; name one, or all`)
  const waiting = matching.filter(({ waiting: count }) => count > 0)
  if (waiting.length === 0) return print('nothing waits')
  if (!isSure) stop('nothing is moved yet: add --yes to move them')
  for (const each of waiting) {
    await redrive(sqs, each)
    print(`${each.name}: ${each.waiting} on their way`)
  }
}

const accepted = { values: [], flags: ['yes'], words: true, help: 'npm run redrive -- --help' } as const
const given = parseOptions(process.argv.slice(2), accepted)
if (given.kind === 'help') process.stdout.write(help)
else if (given.kind === 'refused') stop(given.problem)
else if (given.words.length > 1) stop('name one queue, or all')
else {
  await run(given.words[0], given.flags.has('yes')).catch((error: unknown) =>
    stop(error instanceof Error ? error.message : String(error)),
  )
}
