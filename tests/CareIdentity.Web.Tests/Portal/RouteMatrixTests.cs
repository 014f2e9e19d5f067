using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>
/// Every page, opened by everybody: each role at its own organisation, below, above and beside it, about themselves and others, and by somebody
/// who has not signed in. What came out is compared with <c>route-matrix.txt</c>, which people review; a page that is not in it fails. What
/// refuses to be opened must refuse every form that is posted to it, too; what becomes of each form stands in <c>route-forms.txt</c>. Every other
/// route stands in <c>route-verbs.txt</c> with its verbs.
/// </summary>
/// <remarks>The functions behind the pages are walked role by role, and with what lapses, in <c>AuthorityMatrixTests</c>.</remarks>
[TakesLong(150)]
public sealed partial class RouteMatrixTests : IDisposable
{
    /// <summary>A world of its own: other tests give positions and close them.</summary>
    private readonly TrainingPortal portal = new();

    private const string Legend = """
        # Who may open which page of the training world. P page, R refused with who can help (403), N a page that says why not now (422, 409), - not found (404), > sent elsewhere, S asked to sign in.
        # Made by RouteMatrixTests; a difference is written to artifacts/route-matrix.txt. Review each letter before it is taken over.

        """;

    private const string FormLegend = """
        # What becomes of a form that is sent with nothing in it, whoever sends it. R refused with who can help (403), N refused in words (422, 409), P shown again with what is missing, > done or sent elsewhere, - not found (404), B not a form of this page (400), T too many (429), S asked to sign in.
        # Made by RouteMatrixTests; a difference is written to artifacts/route-forms.txt. Review each letter before it is taken over: P and > are who may.

        """;

    private static readonly (string Word, string? Name)[] Principals =
    [
        ("nobody", null),
        ("sponsor", "Sam Taylor"),
        ("sponsor beside", "Olga Nowak"),
        ("ID checker", "Hannah Lewis"),
        ("LSA", "Leon Bright"),
        ("no RA role", "Niamh O'Dálaigh"),
        ("RA agent", "Ravi Menon"),
        ("advanced", "Gareth Pritchard"),
        ("RA manager", "Priya Raman"),
        ("root", "Margaret Oyelaran"),
        ("audit", "Abdul Karim"),
        ("lapsed agent", "Rhys Bevan"),
        ("untrained agent", "Ines Ferreira"),
        ("checker in grace", "Callum Reid"),
        ("RBAC admin", "Edwin Clarke"),
        ("closed", Closed),
    ];

    /// <summary>Signed in, and then their profile was closed.</summary>
    private const string Closed = "Lucy Hargreaves";

    /// <summary>One of each: who works at the sponsor's pharmacy, at the trust, at the RA above.</summary>
    private static readonly (string Word, string Name)[] People = [("at the pharmacy", "Zofia Wiśniewska"), ("at the trust", "Aysha Patil"), ("at the RA", "Kirsty MacLeod"), ("at a foreign pharmacy", MatrixWorld.Foreigner)];

    private static readonly (string Word, string Code)[] Organisations = [("pharmacy", "TPH01"), ("trust", "TTR01"), ("RA", "TRA01"), ("national", "TNAT1"), ("foreign RA", MatrixWorld.ForeignRa), ("foreign pharmacy", MatrixWorld.ForeignPharmacy)];

    /// <summary>What a form of theirs carries; asked for once.</summary>
    private readonly Dictionary<PortalVisitor, string> tokens = [];

    [Fact]
    public async Task Every_page_opens_for_whom_it_should_and_for_nobody_else()
    {
        var stranger = portal.Stranger();
        var world = await MatrixWorld.MakeAsync(portal, Principals.Select(p => p.Name).OfType<string>().Concat(People.Select(p => p.Name)).Distinct());
        await CloseAsync(world);
        var visitors = new List<(string? Name, PortalVisitor Visitor)>();
        foreach (var (_, name) in Principals)
        {
            visitors.Add((name, name is null ? stranger : await portal.AsAsync(name)));
        }

        var pages = new StringBuilder(Legend.ReplaceLineEndings("\n"));
        pages.Append("page | about | ").AppendJoin(" | ", Principals.Select(p => p.Word)).Append('\n');
        var (cells, posts, open, rows, opened) = (0, 0, new List<string>(), new List<(string Title, char[] Letters)>(), new List<(int Row, int Column, string Form)>());
        foreach (var (route, model) in Pages())
        {
            var handlers = Handlers(model).ToList();
            foreach (var (about, fill) in Targets(route, world))
            {
                var letters = new char[visitors.Count];
                var first = rows.Count;
                rows.AddRange(handlers.Select(handler => ($"{route} | {about} | {(handler.Length == 0 ? "form" : handler["?handler=".Length..])}", new char[visitors.Count])));
                for (var column = 0; column < visitors.Count; column++)
                {
                    var (name, visitor) = visitors[column];
                    var path = fill(name);
                    using var answer = await visitor.GetAsync(path);
                    letters[column] = Letter(answer, path);
                    cells++;
                    for (var row = first; row < rows.Count; row++)
                    {
                        var handler = handlers[row - first];
                        var form = path + (path.Contains('?', StringComparison.Ordinal) ? handler.Replace('?', '&') : handler);
                        if (letters[column] is not ('R' or 'N'))
                        {
                            opened.Add((row, column, form));
                            continue;
                        }

                        posts++;
                        using var refused = await PostAsync(visitor, form);
                        rows[row].Letters[column] = Letter(refused, form);
                        if ((int)refused.StatusCode < 400)
                        {
                            open.Add($"{name} posts to {form}: {(int)refused.StatusCode}");
                        }
                    }
                }

                pages.Append(route).Append(" | ").Append(about).Append(" | ").AppendJoin(" | ", letters).Append('\n');
            }
        }

        // Last, as an empty form may do something where nothing is asked.
        foreach (var (row, column, form) in opened)
        {
            posts++;
            var (name, visitor) = visitors[column];
            using var answer = await PostAsync(visitor, form);
            rows[row].Letters[column] = Letter(answer, form);
            if (name is null or Closed && answer.StatusCode is HttpStatusCode.OK && !IsPublic(form))
            {
                open.Add($"{name ?? "Nobody"} posts to {form}: {(int)answer.StatusCode}");
            }
        }

        var forms = new StringBuilder(FormLegend.ReplaceLineEndings("\n"));
        forms.Append("page | about | form | ").AppendJoin(" | ", Principals.Select(p => p.Word)).Append('\n');
        rows.ForEach(row => forms.Append(row.Title).Append(" | ").AppendJoin(" | ", row.Letters).Append('\n'));
        TestContext.Current.TestOutputHelper!.WriteLine($"Size: authorisation matrix of pages: {cells} cells ({Pages().Count()} pages, {Principals.Length} kinds of people), {posts} forms posted.");
        Assert.True(open.Count == 0, string.Join("\n", open));
        Compare(pages.ToString(), "route-matrix.txt");
        Compare(forms.ToString(), "route-forms.txt");
    }

    /// <summary>Every route, page or not, with the verbs that it answers: a new one, or a new form of a page, is reviewed here.</summary>
    [Fact]
    public async Task Every_route_answers_the_verbs_of_the_table_and_no_other()
    {
        var table = new StringBuilder("# Every route and the verbs that it answers; the forms of a page by their names. Made by RouteMatrixTests; review each line before it is taken over.\n");
        var (asked, wrong) = (0, new List<string>());
        var visitor = await portal.AsAsync("Sam Taylor");
        var routes = portal.Routes.OfType<RouteEndpoint>().Where(route => route.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null);
        foreach (var group in routes.GroupBy(route => route.RoutePattern.RawText!.TrimStart('/')).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var verbs = group.SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Distinct().Order(StringComparer.Ordinal).ToList();
            var page = group.Select(route => route.Metadata.GetMetadata<PageActionDescriptor>()).FirstOrDefault(page => page is not null);
            var forms = page is null ? [] : Handlers(ModelOf(page)).Select(handler => handler.Length == 0 ? "form" : handler["?handler=".Length..]).Order(StringComparer.Ordinal).ToList();
            table.Append(group.Key).Append(" | ").AppendJoin(' ', page is null ? (verbs.Count == 0 ? ["any"] : verbs) : ["page"]).Append(" | ").AppendJoin(' ', forms).Append('\n');
            if (page is not null && !group.Key.StartsWith("errors/", StringComparison.Ordinal)) // Shown in place of whatever was refused, by any verb.
            {
                var path = "/" + Parameter().Replace(group.Key, match => match.Value.Contains("guid", StringComparison.Ordinal) ? Guid.NewGuid().ToString() : match.Value.Contains("int", StringComparison.Ordinal) ? "404" : "TPH01");
                foreach (var verb in new[] { HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch })
                {
                    asked++;
                    using var request = new HttpRequestMessage(verb, new Uri(path, UriKind.Relative));
                    using var answer = await visitor.Client.SendAsync(request);
                    if ((int)answer.StatusCode is < 400 or >= 500)
                    {
                        wrong.Add($"{verb} {path}: {(int)answer.StatusCode}");
                    }
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"Size: authorisation matrix of verbs: {table.ToString().Count(c => c == '\n') - 1} routes, {asked} questions by verbs that none answers.");
        Assert.Empty(wrong);
        Compare(table.ToString(), "route-verbs.txt");
    }

    public void Dispose() => portal.Dispose();

    private static bool IsPublic(string path) =>
        path.StartsWith("/ra-directory", StringComparison.Ordinal) || path.StartsWith("/sign-in", StringComparison.Ordinal) || path.StartsWith("/pki", StringComparison.Ordinal) || path.StartsWith("/training-desk", StringComparison.Ordinal);

    private async Task CloseAsync(MatrixWorld world)
    {
        await portal.AsAsync(Closed);
        var uuid = UserUuid.Parse(world.Uuid(Closed));
        var profile = (await portal.WithAsync((ProfileQueries queries) => queries.FindAsync(uuid, default)))!.Id;
        Assert.Null((await portal.WithAsync((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = profile, Reason = "Left" }, Actor.Service, default))).Refusal);
    }

    private static void Compare(string actual, string file)
    {
        var expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Portal", file)).ReplaceLineEndings("\n");
        if (actual != expected)
        {
            var artifacts = Path.Combine(Repository(), "artifacts");
            Directory.CreateDirectory(artifacts);
            File.WriteAllText(Path.Combine(artifacts, file), actual);
        }

        Assert.Equal(expected.Split('\n'), actual.Split('\n'));
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CareIdentity.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    private static char Letter(HttpResponseMessage answer, string path) => answer.StatusCode switch
    {
        HttpStatusCode.OK => 'P',
        HttpStatusCode.Forbidden => 'R',
        HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict => 'N',
        HttpStatusCode.NotFound => '-',
        HttpStatusCode.Redirect when answer.Headers.Location!.OriginalString.StartsWith("/sign-in?return=", StringComparison.Ordinal) => 'S',
        HttpStatusCode.Redirect => '>',
        HttpStatusCode.BadRequest => 'B',
        HttpStatusCode.TooManyRequests => 'T',
        var other => throw new InvalidOperationException($"{path}: {(int)other}"),
    };

    private async Task<HttpResponseMessage> PostAsync(PortalVisitor visitor, string path)
    {
        if (!tokens.TryGetValue(visitor, out var token))
        {
            tokens[visitor] = token = (await visitor.PageAsync("/me")).QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value")
                ?? (await visitor.PageAsync("/sign-in")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        }

        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        return await visitor.Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>What a route is opened about: for people, the visitor as well.</summary>
    private static IEnumerable<(string About, Func<string?, string> Fill)> Targets(string route, MatrixWorld world)
    {
        if (route.Contains("{uuid}", StringComparison.Ordinal))
        {
            return People.Select(p => (p.Word, (Func<string?, string>)(_ => world.Fill(route, p.Name)))).Prepend(("oneself", name => world.Fill(route, name ?? "Sam Taylor")));
        }

        return route.Contains("{code}", StringComparison.Ordinal)
            ? Organisations.Select(o => (o.Word, (Func<string?, string>)(_ => world.Fill(route, organisation: o.Code))))
            : [("", _ => world.Fill(route))];
    }

    private IEnumerable<(string Route, Type Model)> Pages() => portal.Routes.OfType<RouteEndpoint>()
        .Select(route => (Route: route.RoutePattern.RawText!, Page: route.Metadata.GetMetadata<PageActionDescriptor>()))
        .Where(page => page.Page is not null && !page.Route.StartsWith("gallery", StringComparison.Ordinal) && !page.Route.StartsWith("errors", StringComparison.Ordinal))
        .DistinctBy(page => page.Route)
        .OrderBy(page => page.Route, StringComparer.Ordinal)
        .Select(page => (page.Route, ModelOf(page.Page!)));

    /// <summary>As the project names them: Portal/Cards/Hold.cshtml has CareIdentity.Web.Portal.Cards.HoldModel.</summary>
    private static Type ModelOf(PageActionDescriptor page) =>
        typeof(Program).Assembly.GetType("CareIdentity.Web" + page.RelativePath.Replace(".cshtml", "Model", StringComparison.Ordinal).Replace('/', '.'), throwOnError: true)!;

    private static IEnumerable<string> Handlers(Type model) => model.GetMethods(BindingFlags.Public | BindingFlags.Instance)
        .Where(method => method.Name.StartsWith("OnPost", StringComparison.Ordinal))
        .Select(method => method.Name["OnPost".Length..].Replace("Async", "", StringComparison.Ordinal))
        .Select(handler => handler.Length == 0 ? "" : "?handler=" + handler);

    [GeneratedRegex("\\{[^}]+\\}")]
    private static partial Regex Parameter();
}
