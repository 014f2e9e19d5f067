using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>
/// Every page, opened by everybody: each role at its own organisation, below, above and beside it, about themselves and others, and by somebody
/// who has not signed in. What came out is compared with <c>route-matrix.txt</c>, which people review; a page that is not in it fails. What
/// refuses to be opened must refuse every form that is posted to it, too.
/// </summary>
/// <remarks>The functions behind the pages are walked role by role, and with what lapses, in <c>AuthorityMatrixTests</c>.</remarks>
public sealed partial class RouteMatrixTests : IDisposable
{
    /// <summary>A world of its own: other tests give positions and close them.</summary>
    private readonly TrainingPortal portal = new();

    private const string Legend = """
        # Who may open which page of the training world. P page, R refused with who can help (403), N a page that says why not now (422, 409), - not found (404), > sent elsewhere, S asked to sign in.
        # Made by RouteMatrixTests; a difference is written to artifacts/route-matrix.txt. Review each letter before it is taken over.

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
    ];

    /// <summary>One of each: who works at the sponsor's pharmacy, at the trust, at the RA above.</summary>
    private static readonly (string Word, string Name)[] People = [("at the pharmacy", "Zofia Wiśniewska"), ("at the trust", "Aysha Patil"), ("at the RA", "Kirsty MacLeod")];

    private static readonly (string Word, string Code)[] Organisations = [("pharmacy", "TPH01"), ("trust", "TTR01"), ("RA", "TRA01"), ("national", "TNAT1")];

    private readonly Dictionary<string, string> uuidsOf = new(StringComparer.Ordinal);

    [Fact]
    public async Task Every_page_opens_for_whom_it_should_and_for_nobody_else()
    {
        foreach (var name in Principals.Select(p => p.Name).OfType<string>().Concat(People.Select(p => p.Name)))
        {
            await FindAsync(name);
        }

        var position = Link(await (await portal.AsAsync("Priya Raman")).PageAsync("/organisations/TPH01/positions"), "main a[href^='/positions/']");
        var reference = Reference().Match((await (await portal.AsAsync("Olga Nowak")).PageAsync("/requests?list=yours")).QuerySelector("main")!.InnerHtml).Value;
        Assert.NotEmpty(reference);
        var manager = await portal.AsAsync("Priya Raman");
        var appointment = Link(await manager.PageAsync("/organisations/TPH01/staff?q=sam"), "main a[href*='/staff/']", 4);
        var session = Link(await manager.PageAsync("/organisations/TRA01/training"), "main a[href*='/training/']", 4);
        var unlocking = (await manager.PageAsync("/organisations/TPH01/staff/new")).QuerySelectorAll("select[name=position] option").Select(o => o.GetAttribute("value")!).First(v => v.Length > 0);
        var table = new StringBuilder(Legend.ReplaceLineEndings("\n"));
        table.Append("page | about | ").AppendJoin(" | ", Principals.Select(p => p.Word)).Append('\n');
        var (cells, posts, open) = (0, 0, new List<string>());
        foreach (var (route, model) in Pages())
        {
            foreach (var (about, fill) in Targets(route))
            {
                var letters = new List<char>();
                foreach (var (_, name) in Principals)
                {
                    var path = fill(route, name).Replace("{id:guid}", position, StringComparison.Ordinal).Replace("{reference}", reference, StringComparison.Ordinal)
                        .Replace("{appointment:guid}", appointment, StringComparison.Ordinal).Replace("{session:guid}", session, StringComparison.Ordinal);
                    path += route.EndsWith("/letter", StringComparison.Ordinal) ? $"?person={uuidsOf["Zofia Wiśniewska"]}&position={unlocking}" : "";
                    var visitor = name is null ? portal.Stranger() : await portal.AsAsync(name);
                    using var answer = await visitor.GetAsync(path);
                    letters.Add(Letter(answer, path));
                    cells++;
                    if (letters[^1] is 'R' or 'N')
                    {
                        foreach (var handler in Handlers(model))
                        {
                            posts++;
                            using var refused = await PostAsync(visitor, path + (path.Contains('?', StringComparison.Ordinal) ? handler.Replace('?', '&') : handler));
                            if ((int)refused.StatusCode < 400)
                            {
                                open.Add($"{name} posts to {path + handler}: {(int)refused.StatusCode}");
                            }
                        }
                    }
                }

                table.Append(route).Append(" | ").Append(about).Append(" | ").AppendJoin(" | ", letters).Append('\n');
            }
        }

        TestContext.Current.SendDiagnosticMessage($"Authorisation matrix: {cells} cells, {posts} forms posted to pages that refuse.");
        Assert.True(open.Count == 0, string.Join("\n", open));
        Compare(table.ToString());
    }

    public void Dispose() => portal.Dispose();

    private static void Compare(string actual)
    {
        var expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Portal", "route-matrix.txt")).ReplaceLineEndings("\n");
        if (actual != expected)
        {
            var artifacts = Path.Combine(Repository(), "artifacts");
            Directory.CreateDirectory(artifacts);
            File.WriteAllText(Path.Combine(artifacts, "route-matrix.txt"), actual);
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
        var other => throw new InvalidOperationException($"{path}: {(int)other}"),
    };

    private static async Task<HttpResponseMessage> PostAsync(PortalVisitor visitor, string path)
    {
        var token = (await visitor.PageAsync("/me")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        return await visitor.Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>What a route is opened about: for people, the visitor as well.</summary>
    private IEnumerable<(string About, Func<string, string?, string> Fill)> Targets(string route)
    {
        string Person(string path, string name) => path
            .Replace("{uuid}", uuidsOf[name], StringComparison.Ordinal)
            .Replace("{serial}", portal.CardOf(name).Serial, StringComparison.Ordinal)
            .Replace("{work}", "repair", StringComparison.Ordinal);
        if (route.Contains("{uuid}", StringComparison.Ordinal))
        {
            yield return ("oneself", (path, name) => Person("/" + path, name ?? "Sam Taylor"));
            foreach (var (word, name) in People)
            {
                yield return (word, (path, _) => Person("/" + path, name));
            }
        }
        else if (route.Contains("{code}", StringComparison.Ordinal))
        {
            foreach (var (word, code) in Organisations)
            {
                yield return (word, (path, _) => "/" + path.Replace("{code}", code, StringComparison.Ordinal));
            }
        }
        else
        {
            yield return ("", (path, _) => "/" + path.Replace("{status:int}", "404", StringComparison.Ordinal).Replace("/{handler?}", "", StringComparison.Ordinal));
        }
    }

    private async Task FindAsync(string name)
    {
        var found = await (await portal.AsAsync("Margaret Oyelaran")).PageAsync("/search?q=" + Uri.EscapeDataString(name));
        uuidsOf[name] = found.QuerySelectorAll("main a[href^='/people/']").First(a => a.TextContent.Trim() == name).GetAttribute("href")!["/people/".Length..];
    }

    private static string Link(AngleSharp.Dom.IParentNode page, string selector, int part = 2) =>
        page.QuerySelectorAll(selector).Select(a => a.GetAttribute("href")!.Split('/')).Where(parts => parts.Length > part).Select(parts => parts[part]).First(id => Guid.TryParse(id, out _));

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

    [GeneratedRegex("R-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex Reference();
}
