using CareIdentity.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.Host.UseDefaultServiceProvider(provider =>
{
    provider.ValidateOnBuild = true;
    provider.ValidateScopes = true;
});

builder.ServeBuiltAssets();
builder.Services.AddPortal(builder.Configuration);
builder.Services.AddSecurityHeaders();
builder.Services.AddHealthChecks();

var app = builder.Build();

app.UseSecurityHeaders();
app.UseHsts();
app.UseErrorPages();
app.UseRouting();
app.UseAntiforgery();

app.MapStaticAssets();
app.MapServiceStyle();
app.MapHealth();
app.MapRazorPages().WithStaticAssets();

app.Run();
