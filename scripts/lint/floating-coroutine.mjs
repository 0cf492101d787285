/**
 * An ESLint rule: a coroutine that is made and dropped never runs. Finds calls that return a
 * generator and stand as a statement of their own, or as the value of a callback whose caller does
 * not want one.
 */
export const floatingCoroutine = {
  meta: {
    type: 'problem',
    docs: { description: 'Forbid coroutines that are made and never started' },
    messages: {
      floating: 'This coroutine never runs: wait for it with yield*, or give it to a Task.',
    },
    schema: [],
  },
  create(context) {
    const services = typedServicesOf(context)
    const checker = services.program.getTypeChecker()

    const isCoroutine = (node) =>
      services.getTypeAtLocation(node).getSymbol()?.getName() === 'Generator'

    const returnsNothing = (arrow) => {
      const expected = checker.getContextualType(services.esTreeNodeToTSNodeMap.get(arrow))
      const [signature] = expected?.getCallSignatures() ?? []
      return signature !== undefined && checker.typeToString(signature.getReturnType()) === 'void'
    }

    return {
      ExpressionStatement({ expression }) {
        const dropped =
          expression.type === 'UnaryExpression' && expression.operator === 'void'
            ? expression.argument
            : expression
        if (dropped.type === 'AssignmentExpression') return
        if (isCoroutine(dropped)) context.report({ node: dropped, messageId: 'floating' })
      },
      'ArrowFunctionExpression[expression=true]'(arrow) {
        if (isCoroutine(arrow.body) && returnsNothing(arrow)) {
          context.report({ node: arrow.body, messageId: 'floating' })
        }
      },
    }
  },
}

function typedServicesOf(context) {
  const services = context.sourceCode.parserServices
  if (services.program === undefined) throw new Error('floating-coroutine needs typed linting')
  return services
}
