// Plain JavaScript, so that an old Node, which cannot load a .ts file, can still say what is wrong.
const wanted = 24

if (Number(process.versions.node.split('.')[0]) < wanted) {
  process.stderr.write(
    `harbour: Node ${process.version} is too old, ${wanted} is needed; use npm start, with the Node of npm install\n`,
  )
  process.exit(1)
}

process.env.TZ = 'UTC' // as on Lambda
process.umask(0o077) // only the owner can read what --data keeps
const { main } = await import('./start.ts')
await main()
