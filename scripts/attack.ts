import { parseOptions } from '../infra/local/command-line/options.ts'
import { startHarbour } from '../infra/local/harbour.ts'
import { synthesiseLocalStack } from '../infra/local/template/synthesise.ts'
import { codeAttacks } from './attack/codes.ts'
import { fileAttacks } from './attack/files.ts'
import { keyAttacks } from './attack/keys.ts'
import { networkAttacks } from './attack/network.ts'
import { officerAttacks } from './attack/officers.ts'
import { placeAttacks } from './attack/places.ts'
import type { Attack } from './attack/target.ts'
import { createTarget } from './attack/target.ts'
import { textAttacks } from './attack/texts.ts'
import { withdrawalAttacks } from './attack/withdrawals.ts'

const help = `Attacks Harbour over HTTP as people would, and prints what held and what did not.

  npm run attack                 every attack
  npm run attack -- --only keys  those of one kind

It starts a Harbour of its own, in memory, whose clock it moves. It takes about a minute, and ends by itself.
`

/**
 * Every attack by its kind. First come those that let days pass: people are notified of each report that waits
 * meanwhile, hour after hour, one message a second.
 */
const kinds: Readonly<Record<string, readonly Attack[]>> = {
  withdrawals: withdrawalAttacks,
  officers: officerAttacks,
  texts: textAttacks,
  files: fileAttacks,
  keys: keyAttacks,
  codes: codeAttacks,
  places: placeAttacks,
  network: networkAttacks,
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)

const stop = (problem: string): never => {
  process.stderr.write(`attack: ${problem}\n`)
  process.exit(1)
}

/** Runs the attacks one after another on one Harbour. @returns how many did not hold */
const attack = async (chosen: ReadonlyArray<readonly [kind: string, attacks: readonly Attack[]]>): Promise<number> => {
  const stack = () => synthesiseLocalStack()
  const harbour = await startHarbour({ stack, port: 0, clock: 'manual', writeLog: () => undefined })
  let broken = 0
  try {
    for (const [kind, attacks] of chosen) {
      for (const { name, run } of attacks) {
        const problem = await run(createTarget(harbour)).catch(problemOf)
        if (problem !== undefined) broken += 1
        print(`${problem === undefined ? 'held    ' : 'NOT HELD'}  ${kind.padEnd(11)}  ${name}`)
        if (problem !== undefined) print(`          ${problem}`)
      }
    }
  } finally {
    await harbour.close()
  }
  return broken
}

const problemOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const given = parseOptions(process.argv.slice(2), {
  values: ['only'],
  flags: [],
  words: false,
  help: 'npm run attack -- --help',
})
if (given.kind === 'help') print(help.trimEnd())
else if (given.kind === 'refused') stop(given.problem)
else {
  const only = given.values.get('only')
  if (only !== undefined && !Object.hasOwn(kinds, only)) stop(`--only is one of ${Object.keys(kinds).join(', ')}`)
  const chosen = Object.entries(kinds).filter(([kind]) => only === undefined || kind === only)
  const broken = await attack(chosen)
  const all = chosen.flatMap(([, attacks]) => attacks).length
  print(broken === 0 ? `all ${all} attacks held` : `${broken} of ${all} attacks did not hold`)
  process.exitCode = broken === 0 ? 0 : 1
}
