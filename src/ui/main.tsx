// Where the page starts.
import "@mantine/core/styles.layer.css";
import "./theme.css";
import "./shell/shell.css";
import { MantineProvider } from "@mantine/core";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/react-router/v7";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { failureOf } from "./answer.ts";
import { noticeRefusal, queries } from "./queries.ts";
import { routes } from "./routes.tsx";
import { theme } from "./theme.ts";

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => queryKey[0] !== "session" && noticeRefusal(client, error),
  }),
  mutationCache: new MutationCache({ onError: (error) => noticeRefusal(client, error) }),
  defaultOptions: {
    queries: {
      // The gateway has already tried every server; a failed part asks again by itself (parts/SectionBoundary.tsx).
      retry: false,
      networkMode: "always",
    },
  },
});
// Who one is decides on what is shown: it is asked while the page's own code is still on its way.
client.query(queries.session()).catch(() => undefined); // whoever shows it says what is wrong
const router = createBrowserRouter(routes);

/** A part that could not be had says so on the page itself; only mistakes of ours belong in the console. */
function sayUnexpected(error: unknown): void {
  if (failureOf(error).kind === "broken") reportError(error);
}

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no element #root to draw into");
createRoot(root, { onCaughtError: sayUnexpected }).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <NuqsAdapter>
          <RouterProvider router={router} />
        </NuqsAdapter>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
