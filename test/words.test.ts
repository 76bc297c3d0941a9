import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(file) && statSync(file).isFile())
const self = 'test/words.test.ts'
const generated = 'shared/client/api.d.ts'
const sources = tracked.filter((file) => /\.(tsx?|mjs)$/.test(file) && file !== self && file !== generated)
const pages = tracked.filter((file) => file.endsWith('.md'))
const linesOf = (file: string): readonly string[] => readFileSync(file, 'utf8').split('\n')

/** A long address stands on a line of its own, since it cannot be wrapped. */
const isAddress = (line: string): boolean => /^\s*(\/\/|\*|\/\*\*)\s*(@see )?https:\S+$/.test(line)
const isLongComment = (line: string): boolean =>
  line.length > 120 && /^\s*(\/\/|\/\*|\*)/.test(line) && !isAddress(line)

/** Names of documents that a reader of this repository cannot open. */
const outside = /\bDESIGN\b|\b(STYLE|REVIEW|FACTS)\.md\b|\/work\/shared|\.\.\/shared\/[A-Z]/

/** Returns the anchor of a heading as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-')

const anchorsOf = (page: string): readonly string[] =>
  linesOf(page)
    .flatMap((line) => /^#+ (.*)$/.exec(line)?.[1] ?? [])
    .map(anchorOf)

const problemOf = (page: string, link: string): string | undefined => {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : normalize(join(dirname(page), path))
  if (!existsSync(target) || target.startsWith('..')) return `${page}: ${link} does not exist`
  if (anchor === undefined || anchorsOf(target).includes(anchor)) return undefined
  return `${page}: ${link} has no such heading`
}

const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(\s*([^)\s]+)\s*\)/g)].flatMap(([, link = '']) => (/^[a-z]+:/.test(link) ? [] : link))

/** A path of ours as pages name it. */
const ourPath = /`((?:docs|examples|functions|infra|scripts|shared|test|web)\/[\w./-]+)`/g

describe('what people read', () => {
  it('wraps every comment of the source at 120 columns', () => {
    expect(sources.length).toBeGreaterThan(300)
    const long = sources.flatMap((file) =>
      linesOf(file).flatMap((line, index) => (isLongComment(line) ? `${file}:${index + 1}` : [])),
    )
    expect(long).toEqual([])
    expect(isLongComment(`  // ${'word '.repeat(30)}`)).toBe(true)
  })

  it('wraps every line of a page at 140 columns, tables, code and generated pages apart', () => {
    expect(pages.length).toBeGreaterThan(30)
    const long = pages
      .filter((page) => !page.endsWith('benchmarks.md'))
      .flatMap((page) =>
        linesOf(page).flatMap((line, index) =>
          line.length > 140 && !line.startsWith('|') ? `${page}:${index + 1}` : [],
        ),
      )
    expect(long).toEqual([])
  })

  it('refers to no document outside the project', () => {
    const found = [...sources, ...pages].flatMap((file) =>
      linesOf(file).flatMap((line, index) => (outside.test(line) ? `${file}:${index + 1}` : [])),
    )
    expect(found).toEqual([])
    expect(['as DESIGN 5 says', '@see ../shared/FACTS.md'].every((line) => outside.test(line))).toBe(true)
  })

  it('names no file or folder of the project that is not there; what a decision replaced may be gone', () => {
    const named = pages
      .filter((page) => !page.startsWith('docs/decisions/'))
      .flatMap((page) =>
        [...readFileSync(page, 'utf8').matchAll(ourPath)].map(([, path = '']) => [page, path] as const),
      )
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter(([, path]) => !existsSync(path))).toEqual([])
  })

  it('has a file and a heading behind every relative link', () => {
    const links = pages.flatMap((page) => linksIn(readFileSync(page, 'utf8')).map((link) => [page, link] as const))
    expect(links.length).toBeGreaterThan(50)
    expect(links.flatMap(([page, link]) => problemOf(page, link) ?? [])).toEqual([])
    expect(problemOf('README.md', 'docs/nowhere.md')).toBeDefined()
    expect(problemOf('README.md', 'README.md#nowhere')).toBeDefined()
  })
})
