import ts from 'typescript'

/**
 * Everything that a source imports, in order: static, type-only, side-effect and dynamic imports,
 * `export … from`, `import(…)` types and `require`.
 */
export function importsOf(path: string, text: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const target = targetOf(node)
    if (target) found.push(ts.isStringLiteralLike(target) ? target.text : target.getText())
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  return found
}

function targetOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument
  }
  if (ts.isExternalModuleReference(node)) return node.expression
  if (ts.isCallExpression(node) && isImportCall(node.expression)) return node.arguments[0]
  return undefined
}

function isImportCall(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true
  return ts.isIdentifier(callee) && callee.text === 'require'
}
