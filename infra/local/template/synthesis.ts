import type { Template } from './template.ts'

/** Returns the directory with the code that a function's `Code.S3Key` names. */
export type CodeDirectoryOf = (s3Key: string) => string

/** A synthesised template, and the directory of each bundle that it names, by its `Code.S3Key`. */
export interface Synthesis {
  readonly template: Template
  readonly directories: Readonly<Record<string, string>>
  /** The console's files. @default none */
  readonly consoleDirectory?: string
}

/** A synthesised template, and the bundled code that it names. */
export interface SynthesisedStack {
  readonly template: Template
  readonly codeDirectoryOf: CodeDirectoryOf
  /** The console's files. @default none */
  readonly consoleDirectory?: string
}

/** Adds what finds the code of a function. */
export const toStack = ({ template, directories, consoleDirectory }: Synthesis): SynthesisedStack => ({
  template,
  ...(consoleDirectory === undefined ? {} : { consoleDirectory }),
  codeDirectoryOf: (s3Key) => {
    const directory = directories[s3Key]
    if (directory === undefined) throw new Error(`the stack has no asset ${s3Key}`)
    return directory
  },
})
