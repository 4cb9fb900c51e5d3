"""Text that generators and forges write into new repositories: nobody's own words."""

from __future__ import annotations

from dataclasses import dataclass

from assess.facts.prose.words import without_links

MARKERS_THAT_TELL = 2


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """One generator's text: fragments that it always writes (lower case, single spaces) and its own headings."""

    name: str
    markers: tuple[str, ...]
    headings: tuple[str, ...] = ()


BOILERPLATES = (
    Boilerplate("cookiecutter-data-science", ("project based on the cookiecutter data science", "a short description of the project", "a default sphinx project; see sphinx-doc.org"), ("project organization",)),
    Boilerplate("dbt starter", ("welcome to your new dbt project", "using the starter project", "try running the following commands", "learn more about dbt", "check out discourse for commonly asked questions", "join the chat on slack for live discussions", "join the dbt community", "find dbt events near you", "check out the blog for the latest news on dbt"), ("using the starter project", "resources")),
    Boilerplate("create-react-app", ("this project was bootstrapped with create react app", "in the project directory, you can run", "runs the app in the development mode", "launches the test runner in the interactive watch mode", "builds the app for production to the build folder", "this is a one-way operation. once you eject", "you can learn more in the create react app documentation", "to learn react, check out the react documentation"), ("available scripts", "learn more", "code splitting", "analyzing the bundle size", "making a progressive web app", "advanced configuration", "deployment", "npm start", "npm test", "npm run build", "npm run eject", "npm run build fails to minify", "getting started with create react app")),
    Boilerplate("GitLab", ("to make it easy for you to get started with gitlab", "already a pro? just edit this readme.md", "editing this readme", "when you're ready to make this readme your own", "choose a self-explaining name for your project", "let people know what your project can do specifically", "on some readmes, you may see small images", "use examples liberally, and show the expected output", "tell people where they can go to for help", "if you have ideas for releases in the future", "show your appreciation to those who have contributed", "if you have run out of energy or time for your project", "state if you are open to contributions", "for open source projects, say how it is licensed"), ("getting started", "add your files", "integrate with your tools", "collaborate with your team", "test and deploy", "editing this readme", "suggestions for a good readme", "name", "description", "badges", "visuals", "installation", "usage", "support", "roadmap", "contributing", "authors and acknowledgment", "license", "project status")),
    Boilerplate("Azure DevOps", ("todo: give a short introduction of your project", "todo: guide users through getting your code up and running", "todo: describe and show how to build your code", "todo: explain how other users and developers can contribute", "if you want to learn more about creating good readme files"), ("introduction", "getting started", "build and test", "contribute")),
    Boilerplate("Angular CLI", ("this project was generated with angular cli", "this project was generated using angular cli", "run ng serve for a dev server", "run ng generate component", "to get more help on the angular cli"), ("development server", "code scaffolding", "build", "running unit tests", "running end-to-end tests", "further help", "building", "additional resources")),
    Boilerplate("Next.js", ("this is a next.js project bootstrapped with create-next-app", "first, run the development server", "you can start editing the page by modifying", "to learn more about next.js, take a look", "the easiest way to deploy your next.js app"), ("getting started", "learn more", "deploy on vercel")),
    Boilerplate("Vite", ("this template provides a minimal setup to get react working in vite", "this template should help get you started developing with vue", "currently, two official plugins are available"), ("recommended ide setup", "type support for .vue imports in ts", "expanding the eslint configuration")),
    Boilerplate("Kedro", ("this is your new kedro project", "this is your new kedro-viz", "take a look at the kedro documentation to get started", "in order to get the best out of the template", "declare any dependencies in requirements.txt for pip installation"), ("overview", "rules and guidelines", "how to install dependencies", "how to run your kedro pipeline", "how to test your kedro project", "project dependencies", "how to work with kedro and notebooks", "package your kedro project")),
    Boilerplate("Astro", ("welcome to astronomer! this project was generated after you ran", "this readme describes the contents of the project", "your astro project contains the following files and folders"), ("overview", "project contents", "deploy your project locally", "deploy your project to astronomer", "contact")),
    Boilerplate("Dagster", ("this is a dagster project scaffolded with", "you can start writing assets in", "new python dependencies in setup.py"), ("getting started", "development", "adding new python dependencies", "unit testing", "schedules and sensors", "deploy on dagster cloud")),
    Boilerplate("Backstage", ("this is your newly scaffolded backstage app", "good luck!"), ()),
    Boilerplate("Databricks bundle", ("project was generated by using the default-python template", "project was generated by using the default-sql template", "install the databricks cli from"), ("getting started",)),
    Boilerplate("Hugging Face card", ("provide a quick summary of what the model is/does", "provide a quick summary of the dataset", "this modelcard aims to be a base template for new models", "this dataset card aims to be a base template for new datasets", "[more information needed]", "users (both direct and downstream) should be made aware of the risks"), ()),
    Boilerplate("Rails", ("this readme would normally document whatever steps are necessary", "things you may want to cover"), ()),
    Boilerplate("Flutter", ("a new flutter project", "a few resources to get you started if this is your first flutter project"), ("getting started",)),
    Boilerplate("Nest", ("a progressive node.js framework for building efficient and scalable server-side applications", "nest framework typescript starter repository"), ("description", "installation", "running the app", "support", "stay in touch", "license")),
    Boilerplate("make-a-readme", ("here's a blank template to get started", "project description goes here", "a brief description of what this project does and who it's for"), ("about the project",)),
    Boilerplate("first decision record", ("we need to record the architectural decisions made on this project", "we will use architecture decision records, as described by michael nygard", "see michael nygard's article, linked above"), ("context", "decision", "consequences", "status")),
    Boilerplate("empty decision record", ("{short title of solved problem and solution}", "{describe the context and problem statement", "what is the issue that we're seeing that is motivating this decision or change", "what is the change that we're proposing and/or doing", "what becomes easier or more difficult to do because of this change"), ("context", "decision", "consequences", "status", "context and problem statement", "decision drivers", "considered options", "decision outcome", "pros and cons of the options")),
    Boilerplate("Alembic", ("generic single-database configuration", "single-database configuration for flask"), ()),
    Boilerplate("code of conduct", ("we as members, contributors, and leaders pledge", "in the interest of fostering an open and welcoming environment", "this code of conduct is adapted from the contributor covenant", "this project has adopted the microsoft open source code of conduct"), ("our pledge", "our standards", "our responsibilities", "enforcement responsibilities", "scope", "enforcement", "enforcement guidelines", "attribution")),
    Boilerplate("Microsoft repository", ("this project welcomes contributions and suggestions. most contributions require you to agree", "when you submit a pull request, a cla bot will automatically determine", "this project may contain trademarks or logos", "security vulnerabilities and bugs in our", "microsoft takes the security of our software products"), ("contributing", "trademarks", "security", "reporting security issues", "preferred languages", "policy")),
    Boilerplate("MLOps Stacks", ("this project comes with example ml code to train, validate and deploy a regression model to predict nyc taxi fares", "this directory contains an ml project based on the default databricks mlops stacks"), ()),
    Boilerplate("SageMaker project", ("welcome to your seed code", "this is a sample code repository that demonstrates how you can organize your code for an ml business solution"), ("layout of the sagemaker modelbuild project template", "start here", "dataset for the example abalone pipeline")),
    Boilerplate("Feast", ("a quick view of what's in this repository", "this is a demo feast"), ("overview",)),
)  # fmt: skip


def boilerplate_in(text: str) -> Boilerplate | None:
    """The generator whose text a document holds, when two of its fragments stand there."""
    flat = _flat(text)
    counted = ((sum(marker in flat for marker in one.markers), one) for one in BOILERPLATES)
    best = max(counted, key=lambda pair: pair[0])
    return best[1] if best[0] >= min(MARKERS_THAT_TELL, len(best[1].markers)) else None


def holds_marker(text: str) -> bool:
    """Whether a fragment of any generator stands in the text."""
    flat = _flat(text)
    return any(marker in flat for one in BOILERPLATES for marker in one.markers)


def _flat(text: str) -> str:
    return " ".join(without_links(text).lower().replace("`", "").replace("*", "").replace("\u2019", "'").split())
