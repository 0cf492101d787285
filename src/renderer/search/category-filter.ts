import { type Category, OTHER } from '../../shared/categories'
import type { Clause, ListFilter } from '../../shared/list-query'

/** Lists what `categoryOf` says is of this category; everything of none, for one that is not there. */
export function categoryFilter(id: string, categories: readonly Category[]): ListFilter {
  const at = categories.findIndex((category) => category.id === id)
  const own = categories[at]
  if (id !== OTHER) {
    return own === undefined
      ? { extensions: [] }
      : { clauses: [{ anyOf: marksOf(own) }, ...noneOf(categories.slice(0, at))] }
  }
  const others = categories.filter((category) => category.id !== OTHER)
  if (own === undefined || marksOf(own).length === 0) return { clauses: noneOf(others) }
  return {
    clauses: [
      {
        anyOf: [
          { clauses: noneOf(others) },
          { clauses: [{ anyOf: marksOf(own) }, ...noneOf(categories.slice(0, at))] },
        ],
      },
    ],
  }
}

/** By which files of a category are known: any of these. */
export function marksOf({ extensions, hosts }: Category): ListFilter[] {
  return [
    ...(extensions.length === 0 ? [] : [{ extensions }]),
    ...(hosts.length === 0 ? [] : [{ domains: hosts }]),
  ]
}

function noneOf(categories: readonly Category[]): Clause[] {
  const anyOf = categories.flatMap(marksOf)
  return anyOf.length === 0 ? [] : [{ anyOf, isNot: true }]
}
