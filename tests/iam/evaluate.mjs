// Reads simulations of @cloud-copilot/iam-simulate from standard input, a JSON array; writes their verdicts, in the same order.
// A verdict is Allowed, ExplicitlyDenied or ImplicitlyDenied; or "error: ..." for a call that IAM does not know,
// such as a misspelt action, a resource of the wrong type, or a policy that is none.
import { runSimulation } from '@cloud-copilot/iam-simulate'

const chunks = []
for await (const chunk of process.stdin) {
  chunks.push(chunk)
}

const verdicts = []
for (const simulation of JSON.parse(Buffer.concat(chunks).toString('utf8'))) {
  const outcome = await runSimulation(simulation, {})
  const ignored = outcome.resultType === 'single' ? outcome.result.ignoredContextKeys : []
  verdicts.push(
    outcome.resultType === 'error' ? `error: ${JSON.stringify(outcome.errors)}`
      : ignored?.length > 0 ? `error: the action has no context key ${ignored.join(', ')}`
        : outcome.overallResult)
}

process.stdout.write(JSON.stringify(verdicts))
