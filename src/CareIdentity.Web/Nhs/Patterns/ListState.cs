using Microsoft.AspNetCore.Http.Extensions;

namespace CareIdentity.Web.Nhs;

/// <summary>
/// The whole state of a list as its address holds it: filters, order and page. A link to it shows the same list,
/// and an export made from it holds exactly what was filtered.
/// </summary>
public sealed record ListState(string Path, IReadOnlyDictionary<string, string> Filters, string Sort, bool Descending, int Page)
{
    public const int PageSize = 20;

    public int Skip => (Page - 1) * PageSize;

    /// <summary>Reads what this list knows and ignores the rest, so that an address cannot ask for more.</summary>
    /// <param name="sortable">Columns by which it may be ordered; the first is the order at the start.</param>
    public static ListState Of(HttpRequest request, IReadOnlyList<string> filters, IReadOnlyList<string> sortable)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(filters);
        ArgumentNullException.ThrowIfNull(sortable);
        var given = filters
            .Select(f => KeyValuePair.Create(f, request.Query[f].ToString().Trim()))
            .Where(f => f.Value.Length > 0);
        var sort = request.Query["sort"].ToString();
        var column = sort.TrimStart('-');
        var known = sortable.Contains(column);
        var page = int.TryParse(request.Query["page"], out var number) ? Math.Clamp(number, 1, 1_000_000) : 1;
        return new ListState(
            request.Path, new Dictionary<string, string>(given), known ? column : sortable[0], known && sort.StartsWith('-'), page);
    }

    public string? Filter(string name) => Filters.GetValueOrDefault(name);

    public int Pages(long total) => (int)Math.Max(1, (total + PageSize - 1) / PageSize);

    public string Href() => Href(Path);

    /// <summary>The same state at another address: <c>Href("/people/export")</c>.</summary>
    public string Href(string path)
    {
        var query = new QueryBuilder(Filters);
        query.Add("sort", (Descending ? "-" : string.Empty) + Sort);
        if (Page > 1)
        {
            query.Add("page", Page.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return path + query.ToQueryString();
    }

    public string PageHref(int page) => (this with { Page = page }).Href();

    /// <summary>Another filter starts again at the first page.</summary>
    public string FilterHref(string name, string? value)
    {
        var filters = Filters.Where(f => f.Key != name).ToDictionary();
        if (!string.IsNullOrEmpty(value))
        {
            filters[name] = value;
        }

        return (this with { Filters = filters, Page = 1 }).Href();
    }

    /// <summary>A header's link: the other direction for the column in use, ascending for another.</summary>
    public string SortHref(string column) =>
        (this with { Sort = column, Descending = column == Sort && !Descending, Page = 1 }).Href();

    /// <summary>For <c>sort</c> of a table header.</summary>
    public string Direction(string column) => column != Sort ? "none" : Descending ? "descending" : "ascending";
}
