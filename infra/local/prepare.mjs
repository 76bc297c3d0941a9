// npm runs this at the end of `npm install`, so that the first `npm start` finds the stack made. It never fails an
// installation.
try {
  const { findLocalStack } = await import('./template/cached-stack.ts')
  await findLocalStack().at('http://127.0.0.1:8080')
} catch {
  // `npm start` makes the stack, or says what is wrong.
}
