// The API document as a page, and a button that takes a token of the laptop's studio, so that its calls can
// be tried. Everything comes from where the page comes from; its content security policy refuses the rest.

const PEOPLE = "/docs/people.json";
const TOKEN = "/_studio/token";

const form = document.querySelector("#sign-in");
const select = document.querySelector("#person");
const told = document.querySelector("#signed-in");

const ui = SwaggerUIBundle({
  url: "/docs/openapi.yaml",
  domNode: document.querySelector("#document"),
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  filter: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  requestInterceptor: here,
});

/** The document names a usual address; the studio that shows it is the one that is asked. */
function here(request) {
  const asked = new URL(request.url, location.href);
  request.url = `${location.origin}${asked.pathname}${asked.search}`;
  return request;
}

async function offerPeople() {
  const people = await (await fetch(PEOPLE)).json();
  for (const { name, group, part } of people) {
    select.append(new Option(`${name}, ${part}`, `${group}/${encodeURIComponent(name)}`));
  }
}

async function takeToken() {
  const answer = await fetch(`${TOKEN}/${select.value}`);
  if (!answer.ok) throw new Error(`no token: ${answer.status}`);
  const token = await answer.text();
  for (const scheme of ui.getSystem().specSelectors.securityDefinitions().keys()) {
    ui.preauthorizeApiKey(scheme, token);
  }
  told.value = `${select.selectedOptions[0].label}: signed in for 12 hours of the studio's time.`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  takeToken().catch((error) => {
    told.value = error.message;
  });
});
offerPeople().catch((error) => {
  told.value = `nobody can be chosen: ${error.message}`;
});
