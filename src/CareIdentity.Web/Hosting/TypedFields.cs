namespace CareIdentity.Web.Hosting;

/// <summary>
/// What somebody had typed when a fault stopped their page, so that they can copy it instead of typing it again.
/// Secrets and files are left out.
/// </summary>
internal static class TypedFields
{
    private static readonly string[] Secrets = ["pass", "pin", "code", "secret", "token", "otp", "__"];

    public static IReadOnlyList<KeyValuePair<string, string>> Of(HttpRequest request)
    {
        // Reading the form now could fail as the page did: only what was read already is shown.
        if (request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IFormFeature>()?.Form is not { } form)
        {
            return [];
        }

        return
        [
            .. form.Where(f => f.Value.Count > 0 && !string.IsNullOrWhiteSpace(f.Value) && !IsSecret(f.Key))
                .Select(f => KeyValuePair.Create(Words(f.Key), f.Value.ToString())),
        ];
    }

    private static bool IsSecret(string name) => Secrets.Any(s => name.Contains(s, StringComparison.OrdinalIgnoreCase));

    // Input.FamilyName → Family name
    private static string Words(string name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        var spaced = string.Concat(last.Select((c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
        return spaced.Length == 0 ? name : char.ToUpperInvariant(spaced[0]) + spaced[1..];
    }
}
