// Starts Swagger UI. A file of its own, because the site's policy lets nothing inline run.
const place = document.getElementById("interface");

SwaggerUIBundle({
  domNode: place,
  url: place.dataset.schema,
  deepLinking: true,
  docExpansion: "list",
  validatorUrl: null,
});
