namespace CareIdentity.Web.Hosting;

/// <summary>
/// A training service runs from the build as well as from a publish, and in any environment: styles and scripts are
/// found, compressed and cached for ever in both. Only in development are they read again when they change.
/// </summary>
internal static class BuiltAssets
{
    public static void ServeBuiltAssets(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        if (!builder.Environment.IsDevelopment())
        {
            builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        }
    }
}
