import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the lines of metrics are kept in a data directory. Nothing reads them here: remove the file at any time. */
export const metricsFile = 'metrics.jsonl'

const isMetric = (line: string): boolean => line.includes('"event":"metric.recorded"')

/**
 * Creates what prints the lines that the functions log. The lines of metrics are for CloudWatch: they are not printed,
 * and kept in a file where there is a data directory.
 */
export const createLogWriter =
  (print: (text: string) => void, dataDirectory: string | undefined) =>
  (text: string): void => {
    const { metrics = [], others = [] } = Object.groupBy(text.split('\n'), (line) =>
      isMetric(line) ? 'metrics' : 'others',
    )
    if (dataDirectory !== undefined && metrics.length > 0) {
      appendFileSync(join(dataDirectory, metricsFile), `${metrics.join('\n')}\n`)
    }
    print(others.join('\n'))
  }
