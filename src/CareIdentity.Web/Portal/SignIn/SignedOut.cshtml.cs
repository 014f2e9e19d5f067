using Microsoft.AspNetCore.Authorization;

namespace CareIdentity.Web.Portal.SignIn;

[AllowAnonymous]
public sealed class SignedOutModel : PortalPage;
