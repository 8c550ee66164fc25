// What `npm ci` prepares: generated messages and the web app types. Filled in by the web workspace.
