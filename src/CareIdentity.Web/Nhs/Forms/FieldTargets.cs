namespace CareIdentity.Web.Nhs;

/// <summary>
/// Which element each field of the model became, told by the controls as they are drawn,
/// so that a link of the error summary leads to the right one.
/// </summary>
internal sealed class FieldTargets
{
    private readonly Dictionary<string, (string Element, int Place)> targets = new(StringComparer.OrdinalIgnoreCase);

    public static FieldTargets Of(HttpContext context)
    {
        if (context.Items[typeof(FieldTargets)] is not FieldTargets known)
        {
            context.Items[typeof(FieldTargets)] = known = new FieldTargets();
        }

        return known;
    }

    public void Add(string field, string element) => targets.TryAdd(field, (element, targets.Count));

    public string? Find(string field) => targets.TryGetValue(field, out var target) ? target.Element : null;

    /// <summary>Where the field stands on the page; what belongs to no field comes first.</summary>
    public int PlaceOf(string field) => targets.TryGetValue(field, out var target) ? target.Place : -1;
}
