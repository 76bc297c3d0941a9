import { readFileSync } from 'node:fs'

/** Reads a JSON file. @throws Error naming the file; what JSON.parse says would quote it */
export const parseJsonFile = (file: string): unknown => {
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${file} is not JSON`)
  }
}
