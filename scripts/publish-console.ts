import { S3Client } from '@aws-sdk/client-s3'
import { bundleConsole, consoleDirectory } from '../infra/console-bundle.ts'
import { parseOptions } from '../infra/local/command-line/options.ts'
import { awsProblemOf } from './operator/aws-problem.ts'
import { outputsOf, stackOf } from './operator/stage-stack.ts'
import { filesOf, putFiles, siteFrom } from './publish-console/files.ts'

/** Bundles the console and puts it where the stage's site serves it. */
const run = async (): Promise<void> => {
  const stack = stackOf(process.env['HARBOUR_STAGE'])
  const { region, stackName } = stack
  const { bucket, config } = siteFrom(await outputsOf(stack))
  await bundleConsole()
  await putFiles(new S3Client({ region }), bucket, filesOf(consoleDirectory, config))
  process.stdout.write(`the console of ${stackName} is published to ${bucket}\n`)
}

const stop = (problem: string): void => {
  process.stderr.write(`publish-console: ${problem}\n`)
  process.exitCode = 1
}

const help = `Bundles the console and puts it where the stack of HARBOUR_STAGE serves it. Run it after each deployment.

  HARBOUR_STAGE=prod npm run publish-console
`

const given = parseOptions(process.argv.slice(2), {
  values: [],
  flags: [],
  words: false,
  help: 'npm run publish-console -- --help',
})
if (given.kind === 'help') process.stdout.write(help)
else if (given.kind === 'refused') stop(given.problem)
else await run().catch((error: unknown) => stop(awsProblemOf(error)))
