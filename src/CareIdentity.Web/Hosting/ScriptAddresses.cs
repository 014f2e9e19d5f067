using Microsoft.AspNetCore.Components;

namespace CareIdentity.Web.Hosting;

/// <summary>
/// Tells the browser under which fingerprinted address each script is kept, so that scripts import one another by their
/// plain names and are still cached for ever. Addresses start at the root: a page may stand at any depth.
/// </summary>
internal static class ScriptAddresses
{
    public static ImportMapDefinition? Of(HttpContext context)
    {
        var assets = context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        var addresses = (assets ?? ResourceAssetCollection.Empty)
            .Select(a => (Address: a.Url, Name: a.Properties?.FirstOrDefault(p => p.Name == "label")?.Value))
            .Where(a => a.Name?.EndsWith(".js", StringComparison.Ordinal) == true)
            .ToDictionary(a => "/" + a.Name, a => "/" + a.Address);
        return addresses.Count == 0 ? null : new ImportMapDefinition(addresses, null, null);
    }
}
