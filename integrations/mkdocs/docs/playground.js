// Where the playground is, and how it shows itself; docs/embedding.md of the playground tells all settings.
globalThis.dockerfilePlayground = { page: "https://playground.example/" };
