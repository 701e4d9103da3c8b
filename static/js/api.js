// Starts Swagger UI. A file of its own, because the site's policy lets nothing inline run.
const place = document.getElementById("interface");

// Swagger UI has a heading of level 1 and then of level 3: this puts the one between them.
const headings = ({ React }) => ({
  wrapComponents: {
    InfoContainer: (Original) => (props) =>
      React.createElement(
        "section",
        { "aria-label": place.dataset.about },
        React.createElement(Original, props),
        React.createElement("h2", { className: "unseen" }, place.dataset.heading),
      ),
  },
});

SwaggerUIBundle({
  domNode: place,
  url: place.dataset.schema,
  // Links to operations would lie within buttons, which programs that read aloud cannot tell apart.
  deepLinking: false,
  // There are too many operations for one list: the subjects come first.
  docExpansion: "none",
  plugins: [headings],
  validatorUrl: null,
});
