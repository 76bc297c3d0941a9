// Loaded before a command (package.json): what is no fault of Harbour's code ends it in one line, or quietly. Plain
// JavaScript without imports, so that nothing of its own can be missing.

process.stdout.on('error', (error) => {
  // The reader of what it prints went away, as in `| head`.
  if (error.code === 'EPIPE') process.exit()
  throw error
})

process.on('uncaughtException', (error) => {
  const [, missing] =
    error.code === 'ERR_MODULE_NOT_FOUND' ? (/Cannot find package '([^']+)'/.exec(error.message) ?? []) : []
  process.stderr.write(
    missing === undefined
      ? `${error.stack}\n`
      : `${missing} is not installed; this command needs npm install without --omit=dev\n`,
  )
  process.exit(1)
})
