import { globSync, readFileSync } from 'node:fs'

/** The pages that a person follows. */
export const pages: readonly string[] = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'data/README.md'],
  ...globSync('docs/**/*.md').toSorted(),
]

/** A block of code in a page. */
export interface CodeBlock {
  readonly page: string
  /** Such as `sh`. */
  readonly language: string
  readonly text: string
}

/** Returns the blocks of code of a page. */
export const blocksIn = (page: string): readonly CodeBlock[] =>
  [...readFileSync(page, 'utf8').matchAll(/^( *)```(\w*)\n(.*?)^ *```$/gms)].map(
    ([, indent = '', language = '', text = '']) => ({
      page,
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  )

/** Returns the commands of a block for a shell, a line each. */
export const commandsOf = ({ text }: CodeBlock): readonly string[] =>
  text
    .replaceAll(/\\\n\s*/g, ' ')
    .replaceAll(/'([^']*)'/g, (quoted) => quoted.replaceAll(/\n\s*/g, ' '))
    .split(/\n|&&/)
    .map((line) => line.trim())
    .filter(Boolean)

/** What a command in the middle of a sentence begins with. */
const programs = /^(?:[A-Z]+=\S+ )?(?:npm|npx|node|aws|cdk|curl) /

/** Returns the commands that stand in the sentences and tables of a page. */
export const inlineCommandsIn = (page: string): readonly string[] => {
  const prose = readFileSync(page, 'utf8').replaceAll(/^( *)```\w*\n.*?^ *```$/gms, '')
  return [...prose.matchAll(/`([^`]+)`/g)]
    .map(([, code = '']) => code.replaceAll(/\s+/g, ' '))
    .filter((code) => programs.test(code))
}

/** Every command that a page tells a person to give. */
export const commands: ReadonlyArray<{ readonly page: string; readonly command: string }> = pages.flatMap((page) => {
  const inBlocks = blocksIn(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(commandsOf)
  return [...inBlocks, ...inlineCommandsIn(page)].map((command) => ({ page, command }))
})
