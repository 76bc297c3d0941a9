// Plain JavaScript that an old Node can read, so that it can say what is wrong: it could not load a .ts file.
const wanted = 24

if (Number(process.versions.node.split('.')[0]) < wanted) {
  process.stderr.write(
    `harbour: Node ${wanted} or newer is needed, this is ${process.version}; npm install brings it, so run it by npm start\n`,
  )
  process.exit(1)
}

process.env.TZ = 'UTC' // as Lambda has it
process.umask(0o077) // what --data keeps is for its owner alone
const { main } = await import('./start.ts')
await main()
