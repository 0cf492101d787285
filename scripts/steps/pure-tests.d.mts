/** The tests below `folder` that touch nothing but themselves, relative to `project`. */
export declare function findPureTests(project: string, folder: string): string[]
